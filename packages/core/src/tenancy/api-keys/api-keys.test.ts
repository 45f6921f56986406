import assert from 'node:assert/strict'
import { pino } from 'pino'
import { afterAll, beforeAll, test } from 'vitest'
import { connectNumber } from '#messaging/numbers/connect-number.ts'
import { withSandboxNumber } from '#messaging/numbers/sandbox-number.ts'
import type { Database } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { createSecretBox } from '#platform/secrets.ts'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { systemCaller } from '../access/caller.ts'
import { allScopes } from '../access/scopes.ts'
import { registerAccount } from '../accounts/register-account.ts'
import { listAudit } from '../audit/audit-log.ts'
import type { KeySettings } from './api-key.ts'
import { createAuthenticator } from './authenticate/authenticate.ts'
import { createKeyUsage } from './authenticate/key-usage.ts'
import { createApiKey, fullSettings, getApiKey, listApiKeys, revokeApiKey, updateApiKey } from './manage/api-keys.ts'
import { rotateApiKey } from './manage/rotate-api-key.ts'

const secrets = createSecretBox(Buffer.alloc(32, 7))
let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

let count = 0
async function register() {
  const phoneNumberId = `9100${++count}`
  const sandbox = {
    phoneNumberId,
    wabaId: '2',
    displayPhoneNumber: '+1',
    verifiedName: 'P',
    accessToken: 'EAAs',
    appSecret: 'sandbox app',
    appFingerprint: 'f',
  }
  const registration = {
    name: 'Person',
    email: `p${count}@example.com`,
    provision: withSandboxNumber(secrets, () => sandbox),
  }
  return (await registerAccount(ctx(), registration)).account.id
}
const ctx = () => ({ ...unitsOfWork(db), db, secrets })
const create = (accountId: string, settings: Partial<KeySettings & { test: boolean }> = {}) =>
  createApiKey(ctx(), systemCaller(accountId), { ...fullSettings, test: false, ...settings })
const rotate = (accountId: string, id: string, graceSeconds = 0, presented: Buffer | null = null) =>
  rotateApiKey(ctx(), systemCaller(accountId), { id, graceSeconds, presented })
const authenticate = (secret: string) => createAuthenticator({ db, secrets }).authenticate(secret)
const whySpent = async (secret: string) => {
  const key = await authenticate(secret)
  return key === null ? 'unknown' : key.good ? 'good' : key.why
}
const refusal = (code: string, words: RegExp) => (error: unknown) =>
  error instanceof GatewayError &&
  error.code === code &&
  words.test(`${error.message} ${JSON.stringify(error.details)}`)

test('a key carries its settings into what it is recognised as', async () => {
  const accountId = await register()
  const { key, secret, signingSecret } = await create(accountId, {
    name: ' CI ',
    scopes: ['messages:write', 'templates:*'],
    allowedIps: ['192.0.2.0/24', '::1'],
    signed: true,
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  })
  assert.deepEqual([key.name, key.allowedIps, key.signed], ['CI', ['192.0.2.0/24', '::1/128'], true])
  assert.match(String(signingSecret), /^sks_[0-9a-f]{64}$/)
  const good = await authenticate(secret)
  assert.ok(good?.good)
  assert.deepEqual([...good.principal.scopes], ['messages:write', 'templates:read', 'templates:write'])
  assert.deepEqual([good.allowsAddress?.('192.0.2.9'), good.allowsAddress?.('192.0.3.9')], [true, false])
  assert.equal(good.signingKey?.export().toString(), signingSecret)
  assert.deepEqual(await getApiKey(ctx(), systemCaller(accountId), key.id), key)
  assert.equal((await listApiKeys(ctx(), systemCaller(accountId), { limit: 9, after: null, revoked: false })).length, 2)
})

test('what is wrong with settings is named, field by field', async () => {
  const accountId = await register()
  const wrong = {
    name: ' ',
    scopes: ['x:read'],
    allowedIps: ['1.2.3.4/8'],
    expiresAt: '2020-01-01T00:00:00Z',
    numberIds: [newId()],
  }
  await assert.rejects(create(accountId, wrong), (error: GatewayError) => {
    assert.deepEqual(
      error.details.map(({ field }) => field),
      ['name', 'scopes.0', 'allowedIps.0', 'expiresAt', 'numberIds'],
    )
    return error.code === 'invalid_request'
  })
})

test('a test key, and a restricted one, reach their numbers alone', async () => {
  const accountId = await register()
  const credentials = { accessToken: 'EAAG', phoneNumberId: `5550${count}` }
  const own = await connectNumber(ctx(), systemCaller(accountId), credentials)
  const { secret } = await create(accountId, { test: true })
  assert.match(secret, /^sk_test_[0-9a-f]{48}$/)
  const testing = await authenticate(secret)
  assert.ok(testing?.good && testing.principal.test && testing.principal.number?.sandbox)
  assert.deepEqual(testing.principal.numberIds, [testing.principal.number.id])
  const restricted = await authenticate((await create(accountId, { numberIds: [own.id] })).secret)
  assert.ok(restricted?.good)
  assert.deepEqual([restricted.principal.number?.id, restricted.principal.numberIds], [own.id, [own.id]])
})

test('rotation with grace keeps both secrets good, and says until when', async () => {
  const accountId = await register()
  const { key, secret } = await create(accountId)
  const rotated = await rotate(accountId, key.id, 3600)
  const old = await authenticate(secret)
  assert.ok(old?.good && old.replaced && old.replaced.until > Date.now() + 3_500_000)
  assert.equal(await whySpent(rotated.secret), 'good')
  assert.equal(rotated.key.previous?.display, key.display)
  await assert.rejects(rotate(accountId, key.id, 60), refusal('conflict', /is good until/))
  const last = await rotate(accountId, key.id)
  assert.deepEqual(await Promise.all([secret, rotated.secret, last.secret].map(whySpent)), [
    'unknown',
    'unknown',
    'good',
  ])
})

/** A database whose first `count` transactions all end before anybody learns of it. */
function meeting(count: number): Database {
  let arrived = 0
  const all = Promise.withResolvers<void>()
  const asAccounts: Database['asAccounts'] = async (accountIds, work) => {
    const result = await db.asAccounts(accountIds, work)
    arrived += 1
    if (arrived === count) all.resolve()
    await all.promise
    return result
  }
  return { ...db, asAccounts }
}

test('of rotations at once one wins, whether the key itself asks or another', async () => {
  const accountId = await register()
  const asking = 5
  for (const presented of [true, false]) {
    const { key, secret } = await create(accountId)
    const good = await authenticate(secret)
    const hash = presented && good?.good ? good.hash : null
    const met = presented ? db : meeting(asking) // else a call that begins when another is over rotates rightly once more
    const wanted = { id: key.id, graceSeconds: 0, presented: hash }
    const results = await Promise.allSettled(
      Array.from({ length: asking }, () =>
        rotateApiKey({ ...unitsOfWork(met), secrets }, systemCaller(accountId), wanted),
      ),
    )
    const won = results.filter((result) => result.status === 'fulfilled')
    assert.equal(won.length, 1)
    for (const result of results)
      if (result.status === 'rejected') assert.ok(refusal('conflict', /at the same time/)(result.reason))
    assert.equal(await whySpent(won[0]?.value.secret ?? ''), 'good')
  }
})

test('a rejected key is told why, when it is the right key', async () => {
  const accountId = await register()
  const [revoked, expired, graced] = [await create(accountId), await create(accountId), await create(accountId)]
  await revokeApiKey(ctx(), systemCaller(accountId), revoked.key.id)
  await rotate(accountId, graced.key.id, 60)
  await db.asAccounts([accountId], (tx) =>
    tx.query(
      `update api_keys set expires_at = case when id = $1 then now() - interval '1 s' end,
              previous_until = case when previous_until is not null then now() - interval '1 s' end`,
      [expired.key.id],
    ),
  )
  const secrets = [revoked.secret, expired.secret, graced.secret, `sk_live_${'0'.repeat(48)}`]
  assert.deepEqual(await Promise.all(secrets.map(whySpent)), ['revoked', 'expired', 'replaced', 'unknown'])
  for (const { key } of [revoked, expired])
    await assert.rejects(rotate(accountId, key.id), refusal('conflict', /revoked|expired/))
})

test('a cached key ends at the instant it expires', async () => {
  const accountId = await register()
  const expiresAt = new Date(Date.now() + 400).toISOString()
  const { secret } = await create(accountId, { expiresAt })
  const authenticator = createAuthenticator({ db, secrets })
  assert.equal((await authenticator.authenticate(secret))?.good, true)
  await new Promise((resolve) => setTimeout(resolve, Date.parse(expiresAt) - Date.now() + 20))
  const spent = await authenticator.authenticate(secret)
  assert.deepEqual(spent && !spent.good && [spent.why, spent.accountId], ['expired', accountId])
})

test('nobody gives more than they have', async () => {
  const accountId = await register()
  const small = {
    ...systemCaller(accountId),
    scopes: new Set(['keys:write', 'messages:read'] as const),
    numberIds: null,
    test: false,
    bounds: null,
  }
  const wanted = { ...fullSettings, test: false }
  await assert.rejects(createApiKey(ctx(), small, wanted), refusal('forbidden', /lacks the scope/))
  const lesser = await createApiKey(ctx(), small, { ...wanted, scopes: ['messages:read'] })
  const { key: full } = await create(accountId)
  const changes = { scopes: ['*'] }
  await assert.rejects(updateApiKey(ctx(), small, lesser.key.id, changes), refusal('forbidden', /scope/))
  const steal = rotateApiKey(ctx(), small, { id: full.id, graceSeconds: 0, presented: null })
  await assert.rejects(steal, refusal('forbidden', /scope/))
  const bound = {
    ...systemCaller(accountId),
    scopes: allScopes,
    numberIds: [newId()],
    test: false,
    bounds: null,
  }
  await assert.rejects(createApiKey(ctx(), bound, wanted), refusal('forbidden', /restricted/))
  const testing = {
    ...systemCaller(accountId),
    scopes: allScopes,
    numberIds: [],
    test: true,
    bounds: null,
  }
  await assert.rejects(createApiKey(ctx(), testing, wanted), refusal('forbidden', /test keys/))
})

test('a key gives nothing that reaches beyond its own expiry, addresses or signature, and revokes no wider key', async () => {
  const accountId = await register()
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const bounds = { allowedIps: ['192.0.2.0/24', '2001:db8::/32'], signed: true, expiresAt: inDays(30) }
  const bound = {
    ...systemCaller(accountId),
    scopes: allScopes,
    numberIds: null,
    test: false,
    bounds,
  }
  const within = { ...fullSettings, test: false, allowedIps: ['192.0.2.8/29'], signed: true, expiresAt: inDays(29) }
  const { key: narrow } = await createApiKey(ctx(), bound, within)
  const beyond = [
    [{ expiresAt: null }, /expires at/],
    [{ expiresAt: inDays(31) }, /expires at/],
    [{ allowedIps: [] }, /some addresses/],
    [{ allowedIps: ['192.0.2.8/29', '198.51.100.0/24'] }, /some addresses/],
    [{ allowedIps: ['192.0.0.0/16'] }, /some addresses/],
    [{ allowedIps: ['2001:db9::/64'] }, /some addresses/],
    [{ signed: false }, /signed requests/],
  ] as const
  for (const [change, words] of beyond) {
    const made = createApiKey(ctx(), bound, { ...within, ...change } as typeof within)
    await assert.rejects(made, refusal('forbidden', words), JSON.stringify(change))
    const changed = updateApiKey(ctx(), bound, narrow.id, change as Partial<typeof within>)
    await assert.rejects(changed, refusal('forbidden', words), JSON.stringify(change))
  }
  const { key: wide } = await create(accountId)
  await assert.rejects(revokeApiKey(ctx(), bound, wide.id), refusal('forbidden', /some addresses/))
  const rotated = rotateApiKey(ctx(), bound, { id: wide.id, graceSeconds: 0, presented: null })
  await assert.rejects(rotated, refusal('forbidden', /some addresses/))
  assert.ok((await revokeApiKey(ctx(), bound, narrow.id)).revokedAt)
})

test("another account's key is not there", async () => {
  const [mine, other] = [await register(), await register()]
  const { key } = await create(other)
  for (const asked of [
    () => getApiKey(ctx(), systemCaller(mine), key.id),
    () => rotate(mine, key.id),
    () => revokeApiKey(ctx(), systemCaller(mine), key.id),
    () => updateApiKey(ctx(), systemCaller(mine), key.id, { name: 'x' }),
    () => getApiKey(ctx(), systemCaller(mine), 'x'),
  ])
    await assert.rejects(asked(), refusal('not_found', /no API key/))
})

test('changes are kept, told in the audit log, and never with a secret', async () => {
  const accountId = await register()
  const { key, secret } = await create(accountId, { name: 'a' })
  const { key: changed, signingSecret } = await updateApiKey(ctx(), systemCaller(accountId), key.id, {
    name: 'b',
    signed: true,
  })
  assert.deepEqual([changed.name, changed.signed, changed.scopes], ['b', true, ['*']])
  assert.equal((await updateApiKey(ctx(), systemCaller(accountId), key.id, { signed: true })).signingSecret, null)
  const rotated = await rotate(accountId, key.id)
  await revokeApiKey(ctx(), systemCaller(accountId), key.id)
  await revokeApiKey(ctx(), systemCaller(accountId), key.id)
  const records = await listAudit(ctx(), { accountId }, { targetId: key.id, limit: 50, after: null })
  assert.deepEqual(
    records.map(({ action }) => action),
    ['api_key.revoked', 'api_key.rotated', 'api_key.changed', 'api_key.created'], // the second change changed nothing,
  )
  const told = JSON.stringify(records)
  for (const shown of [secret, rotated.secret, String(signingSecret)]) assert.ok(!told.includes(shown))
})

test('last use is written in one go, and never goes back', async () => {
  const accountId = await register()
  const { key } = await create(accountId)
  const usage = createKeyUsage({ db, log: pino({ level: 'silent' }) })
  usage.note(key.id)
  usage.note(newId()) // gone meanwhile
  await usage.flush()
  const { lastUsedAt } = await getApiKey(ctx(), systemCaller(accountId), key.id)
  assert.ok(Math.abs(Date.parse(String(lastUsedAt)) - Date.now()) < 5000)
})
