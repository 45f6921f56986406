import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { connectNumber } from '#messaging/numbers/connect-number.ts'
import { disconnectNumber } from '#messaging/numbers/disconnect-number.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { createSecretBox } from '#platform/secrets.ts'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { operatorCaller, trustedCaller } from '../access/caller.ts'
import { registerAccount } from '../accounts/register-account.ts'
import { setRequestLimit } from '../accounts/update-account.ts'
import type { Actor } from './actor.ts'
import { listAudit, readAudit } from './audit-log.ts'
import type { AuditEntry } from './catalogue.ts'
import { recordAudit } from './record-audit.ts'

const secrets = createSecretBox(Buffer.alloc(32, 7))
let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

const by: Actor = { kind: 'api_key', id: newId(), name: 'sk_live_a1b2…9f00', ip: '192.0.2.7', requestId: 'r1' }
const ctx = () => ({ ...unitsOfWork(db), db, secrets, wakeLanes: () => undefined })
let count = 0
const register = async () => {
  const registration = { name: 'Person', email: `person-${++count}@example.com` }
  return (await registerAccount(ctx(), registration)).account.id
}
const listed = (accountId: string, after: string | null = null, limit = 50) =>
  listAudit(ctx(), { accountId }, { limit, after })

test('changes tell who did them, with before and after and without secrets', async () => {
  const accountId = await register()
  await connectNumber(ctx(), trustedCaller(accountId, by), {
    accessToken: 'EAAGsecret',
    phoneNumberId: '106540352242922',
  })
  await disconnectNumber(ctx(), trustedCaller(accountId, by))
  await setRequestLimit(ctx(), operatorCaller(accountId), 777)
  const records = await listed(accountId)
  assert.deepEqual(
    records.map(({ action, by }) => [action, by.kind]),
    [
      ['account.limits_changed', 'operator'],
      ['number.disconnected', 'api_key'],
      ['number.connected', 'api_key'],
      ['api_key.created', 'system'],
      ['account.created', 'system'],
    ],
  )
  assert.deepEqual(records[2]?.by, by)
  assert.deepEqual([records[0]?.before, records[0]?.after], [{ requestsPerMinute: null }, { requestsPerMinute: 777 }])
  assert.ok(!JSON.stringify(records).includes('EAAGsecret'))
})

test('pages go on where the last one ended, and an export has all of it', async () => {
  const accountId = await register()
  await db.asAccounts([accountId], async (tx) => {
    for (let n = 0; n < 7; n++)
      await recordAudit(tx, {
        accountId,
        by,
        action: 'member.signed_out',
        targetId: 'x',
        before: null,
        after: { sessions: n },
      })
  })
  const first = await listed(accountId, null, 5)
  const second = await listed(accountId, first.at(-1)?.id ?? null, 5)
  const seen = [...first, ...second]
  assert.deepEqual([first.length, second.length, new Set(seen.map(({ id }) => id)).size], [5, 4, 9])
  const exported = []
  for await (const record of readAudit(ctx(), { accountId }, { action: 'member.signed_out' }))
    exported.push(record.after)
  assert.deepEqual(exported[0], { sessions: 6 })
  assert.equal(exported.length, 7)
  assert.deepEqual(await listed(await register().then(() => newId())), [])
})

test('an update that changes nothing leaves no record, and an act always does', async () => {
  const accountId = await register()
  const same = { before: { name: 'One' }, after: { name: 'One' } }
  const told = await listed(accountId)
  await db.asAccounts([accountId], async (tx) => {
    await recordAudit(tx, { accountId, by, action: 'account.changed', targetId: accountId, ...same })
    await recordAudit(tx, { accountId, by, action: 'account.suspended', targetId: accountId, ...same })
    await recordAudit(tx, { accountId, by, action: 'account.changed', targetId: accountId, ...same, before: null })
  })
  const records = await listed(accountId)
  assert.deepEqual(
    records.slice(0, -told.length).map(({ action, target, before }) => [action, target.kind, before]),
    [
      ['account.changed', 'account', null],
      ['account.suspended', 'account', { name: 'One' }],
    ],
  )
})

test('a mistyped action, and a member that its target does not show, do not compile', () => {
  const entry = { accountId: 'a', by, targetId: 'a', before: null }
  const entries: AuditEntry[] = [
    { ...entry, action: 'session.started', after: { memberId: 'm' } },
    // @ts-expect-error: no such action
    { ...entry, action: 'session.begun', after: null },
    // @ts-expect-error: a member of another target
    { ...entry, action: 'session.started', after: { memberId: 'm', url: 'https://example.com' } },
  ]
  assert.equal(entries.length, 3) // what is promised, the compiler checks
})

test('what is rolled back leaves no record', async () => {
  const accountId = await register()
  const failing = db.asAccounts([accountId], async (tx) => {
    await recordAudit(tx, { accountId, by, action: 'session.ended', targetId: 'y', before: null, after: null })
    throw new Error('later')
  })
  await assert.rejects(failing, /later/)
  assert.equal((await listed(accountId)).length, 2)
})

test('neither role may change or remove a record, and an account sees its own alone', async () => {
  const [one, other] = [await register(), await register()]
  for (const statement of ['update audit_log set action = action', 'delete from audit_log', 'truncate audit_log']) {
    await assert.rejects(
      db.asAccounts([one], (tx) => tx.query(statement)),
      /permission denied/,
    )
    await assert.rejects(db.worker.query(statement), /permission denied/)
  }
  const { rows } = await db.asAccounts([one], (tx) =>
    tx.query<{ id: string }>('select account_id as id from audit_log'),
  )
  assert.ok(rows.length > 0 && rows.every(({ id }) => id === one))
  const forged: AuditEntry = { accountId: other, by, action: 'session.ended', targetId: 'y', before: null, after: null }
  await assert.rejects(
    db.asAccounts([one], (tx) => recordAudit(tx, forged)),
    /row-level security/,
  )
})
