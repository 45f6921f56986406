import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { createSecretBox } from '#platform/secrets.ts'
import { operatorCaller, systemCaller } from '#tenancy/access/caller.ts'
import { effectiveRequestsPerMinute } from '#tenancy/accounts/account.ts'
import { registerAccount } from '#tenancy/accounts/register-account.ts'
import { setRequestLimit } from '#tenancy/accounts/update-account.ts'
import { type Authenticator, createAuthenticator } from '#tenancy/api-keys/authenticate/authenticate.ts'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { connectNumber } from './connect-number.ts'
import { disconnectNumber } from './disconnect-number.ts'
import { createNumberDirectory } from './number-directory.ts'
import { markVerified } from './number-store.ts'
import { withSandboxNumber } from './sandbox-number.ts'

const secrets = createSecretBox(randomBytes(32))
const credentials = { accessToken: 'EAAG-own', phoneNumberId: '106540352242922', appSecret: '0123456789abcdef' }
let db: Database
let close: () => Promise<void>
let count = 0

beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

const register = (email = `person${++count}@example.com`) =>
  registerAccount(
    { ...unitsOfWork(db), secrets },
    { name: 'Person', email, provision: withSandboxNumber(secrets, () => sandbox(`9000${++count}`)) },
  )

const sandbox = (phoneNumberId: string) => ({
  phoneNumberId,
  wabaId: '7001',
  displayPhoneNumber: '+1 555 0100',
  verifiedName: 'Sandbox',
  accessToken: 'sandbox-token',
  appSecret: 'sandbox app',
  appFingerprint: secrets.fingerprint('sandbox app'),
})

const refusal = (code: string) => (error: unknown) => error instanceof GatewayError && error.code === code

async function principalBy({ authenticate }: Authenticator, apiKey: string) {
  const key = await authenticate(apiKey)
  return key?.good ? key.principal : null
}

test('a new account has a key that works, a sandbox number and its lane', async () => {
  const { account, apiKey } = await register()
  assert.match(apiKey, /^sk_live_[0-9a-f]{48}$/)
  const principal = await principalBy(createAuthenticator({ db, secrets }), apiKey)
  assert.deepEqual(principal?.account, account)
  assert.equal(effectiveRequestsPerMinute(account), 20)
  assert.equal(principal?.number?.sandbox, true)
  const { rows } = await db.worker.query('select kind, per_second, ordered from lanes where id = $1::bigint', [
    principal?.number?.laneId,
  ])
  assert.deepEqual(rows, [{ kind: 'number', perSecond: 80, ordered: true }])
})

test('a second account with the same e-mail address in another case is refused and leaves nothing behind', async () => {
  await register('same@example.com')
  await assert.rejects(register('Same@Example.com'), refusal('conflict'))
  const { rows } = await db.worker.query("select 1 from accounts where lower(email) = 'same@example.com'")
  assert.equal(rows.length, 1)
})

test('keys are looked up once, unknown and malformed ones are refused, and changes show after forget', async () => {
  const { account, apiKey } = await register()
  let lookUps = 0
  const counting = { ...db, worker: { ...db.worker, query: countedQuery } } as Database
  function countedQuery<Row>(sql: string, params?: readonly unknown[]) {
    lookUps++
    return db.worker.query<Row>(sql, params)
  }
  const authenticator = createAuthenticator({ db: counting, secrets })
  await Promise.all([apiKey, apiKey, apiKey].map(authenticator.authenticate))
  await authenticator.authenticate(apiKey)
  assert.equal(lookUps, 1)
  const stranger = `sk_live_${'0'.repeat(48)}`
  assert.equal(await authenticator.authenticate(stranger), null)
  assert.equal(await authenticator.authenticate(stranger), null)
  assert.equal(lookUps, 2)
  for (const bad of ['', 'sk_live_', apiKey.toUpperCase(), `${apiKey} `, `${apiKey}\n`])
    assert.equal(await authenticator.authenticate(bad), null)
  assert.equal(lookUps, 2)
  await setRequestLimit(unitsOfWork(db), operatorCaller(account.id), 'unlimited')
  authenticator.forget(account.id)
  const principal = await principalBy(authenticator, apiKey)
  assert.equal(principal && effectiveRequestsPerMinute(principal.account), null)
})

test('what was read before a change is not kept after it', async () => {
  const { account, apiKey } = await register()
  const [read, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const query = async <Row>(sql: string, params?: readonly unknown[]) => {
    const result = await db.worker.query<Row>(sql, params)
    read.resolve()
    await held.promise
    return result
  }
  const authenticator = createAuthenticator({ db: { ...db, worker: { ...db.worker, query } } as Database, secrets })
  const early = authenticator.authenticate(apiKey)
  await read.promise
  await setRequestLimit(unitsOfWork(db), operatorCaller(account.id), 777)
  authenticator.forget(account.id)
  held.resolve()
  await early
  assert.equal((await principalBy(authenticator, apiKey))?.account.requestsPerMinute, 777)
})

test('connecting seals the credentials; another connect keeps number and lane and opens the lane', async () => {
  const { account, apiKey } = await register()
  const ctx = { ...unitsOfWork(db), secrets }
  const first = await connectNumber(ctx, systemCaller(account.id), credentials)
  const { rows } = await db.worker.query<{ text: string }>(
    "select encode(token_cipher, 'escape') || encode(app_secret_cipher, 'escape') as text from numbers where id = $1",
    [first.id],
  )
  assert.doesNotMatch(rows[0]?.text ?? '', /EAAG|0123456789/)
  await db.worker.query("update lanes set paused_until = 'infinity', pause_reason = 'needs_token' where ref = $1", [
    first.id,
  ])
  const second = await connectNumber(ctx, systemCaller(account.id), {
    accessToken: 'EAAG-new',
    phoneNumberId: '106540352242999',
  })
  assert.deepEqual([second.id, second.laneId], [first.id, first.laneId])
  assert.deepEqual([second.phoneNumberId, second.hasAppSecret], ['106540352242999', false])
  const lane = await db.worker.query('select paused_until, pause_reason from lanes where ref = $1', [first.id])
  assert.deepEqual(lane.rows, [{ pausedUntil: null, pauseReason: null }])
  const principal = await principalBy(createAuthenticator({ db, secrets }), apiKey)
  assert.equal(principal?.number?.id, first.id)
  assert.equal(await disconnectNumber(unitsOfWork(db), systemCaller(account.id)), true)
  assert.equal(await disconnectNumber(unitsOfWork(db), systemCaller(account.id)), false)
})

test('a phone number id that another account has is claimed like any other, and found by no webhook', async () => {
  const [one, other] = [await register(), await register()]
  const ctx = { ...unitsOfWork(db), secrets }
  for (const { account } of [one, other]) {
    const claimed = await connectNumber(ctx, systemCaller(account.id), credentials)
    assert.equal(claimed.accountId, account.id)
  }
  const directory = createNumberDirectory({ ...unitsOfWork(db), secrets, log: pino({ level: 'silent' }) })
  assert.equal((await directory.byPhoneNumberId([credentials.phoneNumberId])).size, 0)
  assert.equal((await directory.ofAccount(one.account.id, credentials.phoneNumberId))?.accountId, one.account.id)
  assert.equal((await directory.byPhoneNumberId([credentials.phoneNumberId])).size, 0, 'nor once it is in memory')
  for (const { account } of [one, other]) await disconnectNumber(unitsOfWork(db), systemCaller(account.id))
})

test('credentials that could not travel in a header or path are refused with each problem named', async () => {
  const { account } = await register()
  const bad = { accessToken: 'a b\r\nx: y', phoneNumberId: '../me', appSecret: 'short' }
  const error = await connectNumber({ ...unitsOfWork(db), secrets }, systemCaller(account.id), bad).catch(
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof GatewayError)
  assert.deepEqual(
    [error.code, error.details.map((one) => one.field)],
    ['invalid_request', ['accessToken', 'phoneNumberId', 'appSecret']],
  )
})

test('the directory gives opened secrets by either id, and reads again after forget', async () => {
  const { account } = await register()
  const ctx = { ...unitsOfWork(db), secrets }
  const { id } = await connectNumber(ctx, systemCaller(account.id), credentials)
  const seen = { displayPhoneNumber: null, verifiedName: null, wabaId: null }
  await db.asAccounts([account.id], (tx) => markVerified(tx, account.id, id, seen))
  const directory = createNumberDirectory({ ...unitsOfWork(db), secrets, log: pino({ level: 'silent' }) })
  const byMeta = await directory.byPhoneNumberId([credentials.phoneNumberId, 'nobody'])
  assert.deepEqual([...byMeta.keys()], [credentials.phoneNumberId])
  const row = (await directory.byIds([id])).get(id)
  assert.deepEqual([row?.token, row?.appSecret], [credentials.accessToken, credentials.appSecret])
  assert.equal(row?.appFingerprint, secrets.fingerprint(credentials.appSecret))
  await connectNumber(ctx, systemCaller(account.id), { accessToken: 'EAAG-new', phoneNumberId: '424242424242' })
  directory.forget(account.id)
  assert.equal((await directory.byPhoneNumberId([credentials.phoneNumberId])).size, 0)
  assert.equal((await directory.byIds([id])).get(id)?.token, 'EAAG-new')
})
