import assert from 'node:assert/strict'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore } from '../../../../../tests/support/core.ts'
import { systemCaller } from '../access/caller.ts'
import { createReset, resetPassword } from '../sign-in/password/reset-password.ts'
import { openChallenge, sealChallenge } from '../sign-in/second-factor/challenge.ts'
import { createTotpSecret, totpStep } from '../sign-in/second-factor/totp.ts'
import { authenticateSession } from '../sign-in/sessions/authenticate-session.ts'
import { expireSignIns } from '../sign-in/sign-in-expiry-store.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { inviteMember, resendInvitation } from './invitations.ts'
import { listMembers, removeMember, updateMember } from './members.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const nowhere = { ip: null, requestId: null, userAgent: null }
const password = 'correct horse battery staple'
let count = 0

const invite = (accountId: string, email = `p${++count}@example.com`, role: 'owner' | 'agent' = 'owner') =>
  inviteMember(core, systemCaller(accountId), { email, role })
const accept = (token: string) => acceptInvitation(core, { token, name: 'P', password, code: null }, 'here', nowhere)
const join = async (accountId: string) => accept((await invite(accountId)).token)

test('an invitation that has expired opens nothing, and comes back to life when it is sent again', async () => {
  const { accountId } = await core.newAccount()
  const { invitation, token } = await invite(accountId)
  await core.db.worker.query(`update invitations set expires_at = now() - interval '1 s' where id = $1`, [
    invitation.id,
  ])
  await assert.rejects(accept(token), /The invitation is expired/)
  const again = await resendInvitation(core, systemCaller(accountId), invitation.id)
  assert.equal(again.invitation.state, 'open')
  assert.equal((await accept(again.token)).session.accountId, accountId)
})

test('a session ends when it is idle, and when it is old, however much it is used', async () => {
  const { accountId } = await core.newAccount()
  for (const over of [`last_seen_at = now() - interval '25 hours'`, `expires_at = now() - interval '1 s'`]) {
    const { session, token } = await join(accountId)
    assert.equal((await authenticateSession(core, token))?.member?.sessionId, session.id)
    await core.db.worker.query(`update sessions set ${over} where id = $1`, [session.id])
    assert.equal(await authenticateSession(core, token), null)
    await expireSignIns(core.db.worker)
    const { rows } = await core.db.worker.query('select 1 from sessions where id = $1', [session.id])
    assert.deepEqual(rows, [])
  }
  assert.equal(await authenticateSession(core, 'x'), null)
})

test('of many owners who all go at once one remains', async () => {
  const { accountId } = await core.newAccount()
  const sessions = await Promise.all([join(accountId), join(accountId), join(accountId)])
  const gone = await Promise.allSettled(
    sessions.map(({ session: { memberId } }, at) =>
      at === 0
        ? updateMember(core, systemCaller(accountId), memberId, { role: 'viewer' })
        : removeMember(core, systemCaller(accountId), memberId),
    ),
  )
  assert.equal(gone.filter(({ status }) => status === 'fulfilled').length, 2)
  const members = await listMembers(core, systemCaller(accountId), { limit: 10, after: null })
  assert.equal(members.filter(({ role }) => role === 'owner').length, 1)
})

test('row-level security keeps members, invitations and sessions of others out of sight', async () => {
  const [one, other] = [await core.newAccount(), await core.newAccount()]
  await join(one.accountId)
  await invite(one.accountId)
  for (const table of ['members', 'invitations', 'sessions']) {
    const { rows } = await core.db.asAccounts([other.accountId], (tx) => tx.query(`select 1 from ${table}`))
    assert.deepEqual([table, rows.length], [table, 0])
  }
  await assert.rejects(
    core.db.asAccounts([one.accountId], (tx) => tx.query('select 1 from people')),
    /permission denied/,
  )
})

test('a link to reset a password ends in an hour, and a newer one ends the older', async () => {
  const { accountId } = await core.newAccount()
  const email = `p${++count}@example.com`
  await accept((await invite(accountId, email)).token)
  const older = (await createReset(core, email, false)) ?? ''
  const newer = (await createReset(core, email, false)) ?? ''
  const reset = (token: string) => resetPassword(core, { token, password: 'another good password' }, nowhere)
  await assert.rejects(reset(older), /unknown, was used/)
  await core.db.worker.query(`update password_resets set expires_at = now() - interval '1 s'`)
  await assert.rejects(reset(newer), /its time is over/)
  assert.equal(await createReset(core, 'nobody@example.com', false), null)
})

test('a code is good half a minute early and late, and a challenge for five minutes', () => {
  const secret = createTotpSecret()
  const at = 1_800_000_000
  const code = generateSync({ secret, epoch: at })
  assert.equal(totpStep(secret, code, at), at / 30)
  assert.equal(totpStep(secret, code, at + 59), at / 30)
  assert.equal(totpStep(secret, code, at - 30), at / 30)
  assert.equal(totpStep(secret, code, at + 61), null)
  const owed = { personId: 'p', credentials: 1, accountId: 'a' }
  const { challenge } = sealChallenge(core.secrets, owed, at)
  assert.deepEqual(openChallenge(core.secrets, challenge, at + 299_999), owed)
  assert.equal(openChallenge(core.secrets, challenge, at + 300_000), null)
  assert.equal(openChallenge(core.secrets, `${challenge.slice(0, -2)}xx`, at), null)
})
