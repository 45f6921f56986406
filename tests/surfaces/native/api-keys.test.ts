import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'
import { startSecondProcess } from '../../support/second-process.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null, { DAWK_TRUST_PROXY: '127.0.0.1/32' })
  call = await checked(gateway)
})
afterAll(() => gateway.close())

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
async function create(settings: object = {}, headers: Record<string, string> = {}) {
  const { status, body } = await call('POST', '/v1/api-keys', settings, headers)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const asKey = (secret: string, method: string, path: string, body?: unknown, headers = {}) =>
  call(method, path, body, { ...bearer(secret), ...headers })

test('a key is made, shown once, listed, changed and revoked', async () => {
  const { secret, signingSecret, ...key } = await create({ name: 'CI', scopes: ['messages:*', 'keys:read'] })
  assert.match(secret, /^sk_live_[0-9a-f]{48}$/)
  assert.deepEqual([signingSecret, key.test, key.numberIds, key.lastUsedAt], [null, false, null, null])
  assert.deepEqual((await call('GET', `/v1/api-keys/${key.id}`)).body, key)
  const { body: list } = await asKey(secret, 'GET', '/v1/api-keys?limit=1')
  assert.deepEqual([list.data, list.hasMore], [[key], true])
  const changed = await call('PATCH', `/v1/api-keys/${key.id}`, { name: 'CI 2' })
  assert.deepEqual(changed.body, { ...key, name: 'CI 2', signingSecret: null })
  const revoked = await call('POST', `/v1/api-keys/${key.id}/revoke`)
  assert.deepEqual([revoked.status, typeof revoked.body.revokedAt], [200, 'string'])
  const refused = await asKey(secret, 'GET', '/v1/api-keys')
  assert.deepEqual([refused.status, refused.body.detail], [401, 'The API key has been revoked.'])
  const ids = async (query: string) => (await call('GET', `/v1/api-keys${query}`)).body.data.map(({ id }: never) => id)
  assert.ok(!(await ids('')).includes(key.id))
  assert.ok((await ids('?revoked=true')).includes(key.id))
  assert.equal((await call('PATCH', `/v1/api-keys/${key.id}`, { name: 'x' })).status, 409)
})

test('a missing scope is 403 and named, in the words of each surface', async () => {
  const { secret } = await create({ scopes: ['templates:read'] })
  const native = await asKey(secret, 'GET', '/v1/numbers')
  assert.deepEqual([native.status, native.body.code], [403, 'forbidden'])
  assert.match(native.body.detail, /numbers:read/)
  const whatsapi = await asKey(secret, 'POST', '/send-message', { to: '14155552671', message: 'x' })
  assert.equal(whatsapi.status, 403)
  assert.match(whatsapi.body.error, /messages:write/)
  const meta = await asKey(secret, 'POST', `/graph/v23.0/${gateway.phoneNumberId}/messages`, {})
  assert.deepEqual([meta.status, meta.body.error.code], [403, 10])
  const escalation = await create({ scopes: ['keys:write'] })
  const more = await asKey(escalation.secret, 'POST', '/v1/api-keys', {})
  assert.deepEqual([more.status, more.body.code], [403, 'forbidden'])
})

test('bad settings are refused by name', async () => {
  for (const [settings, path] of [
    [{ scopes: ['everything'] }, 'scopes.0'],
    [{ scopes: [] }, 'scopes'],
    [{ allowedIps: ['10.0.0.0/33'] }, 'allowedIps.0'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ numberIds: ['019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'] }, 'numberIds'],
    [{ name: ' ' }, 'name'],
    [{ surplus: 1 }, 'surplus'],
  ] as const) {
    const { status, body } = await call('POST', '/v1/api-keys', settings)
    assert.deepEqual([status, body.errors[0]?.path], [400, path], JSON.stringify(body))
  }
})

test('a test key sends from the sandbox and reaches no other number', async () => {
  const { secret } = await create({ test: true })
  assert.match(secret, /^sk_test_[0-9a-f]{48}$/)
  const sent = await asKey(secret, 'POST', '/send-message', { to: '14155552671', message: 'x' })
  assert.equal(sent.status, 202)
  const registered = await gateway.call('POST', '/auth/register', { name: 'T', email: 't@example.com' })
  const owner = bearer(registered.body.data.apiKey)
  const credentials = { whatsappAccessToken: 'EAAc', whatsappPhoneNumberId: '1234567890' }
  assert.equal((await gateway.call('PUT', '/auth/me/credentials', credentials, owner)).status, 200)
  const testing = await create({ test: true }, owner)
  const real = await asKey(testing.secret, 'POST', '/graph/v23.0/1234567890/messages', {})
  assert.deepEqual([real.status, real.body.error.code], [403, 10])
})

test('a restricted key sees nothing of the numbers that it may not use', async () => {
  const registered = await gateway.call('POST', '/auth/register', { name: 'R', email: 'r@example.com' })
  const owner = bearer(registered.body.data.apiKey)
  const sent = await gateway.call('POST', '/send-message', { to: '14155552671', message: 'x' }, owner)
  const { id } = sent.body.data
  const credentials = { whatsappAccessToken: 'EAAc', whatsappPhoneNumberId: '2234567890' }
  assert.equal((await gateway.call('PUT', '/auth/me/credentials', credentials, owner)).status, 200)
  const { data: numbers } = (await call('GET', '/v1/numbers', undefined, owner)).body
  const own = numbers.find(({ sandbox }: { sandbox: boolean }) => !sandbox)
  const { secret } = await create({ numberIds: [own.id] }, owner)
  const { secret: testing } = await create({ test: true }, owner)
  const seen = async (key: string) => [
    (await asKey(key, 'GET', `/v1/messages/${id}`)).status,
    (await asKey(key, 'GET', '/v1/messages')).body.data.length,
    (await asKey(key, 'GET', '/messages')).body.data.length,
    (await asKey(key, 'POST', `/v1/messages/${id}/retry`)).status,
    (await asKey(key, 'GET', '/v1/numbers')).body.data.length,
    (await asKey(key, 'GET', `/v1/numbers/${own.id}`)).status,
    (await asKey(key, 'PUT', '/auth/me/credentials', credentials)).status,
  ]
  assert.deepEqual(await seen(secret), [404, 0, 0, 404, 1, 200, 403])
  assert.deepEqual(await seen(testing), [200, 1, 1, 409, 1, 404, 403])
})

test('a key is bound to its networks; only a trusted proxy is believed', async () => {
  const { secret } = await create({ allowedIps: ['198.51.100.0/24', '2001:db8::/32'] })
  const from = async (forwarded: string) => {
    const { status, body } = await asKey(secret, 'GET', '/v1/numbers', undefined, { 'x-forwarded-for': forwarded })
    return status === 200 ? 200 : body.detail
  }
  assert.equal(await from('198.51.100.7'), 200)
  assert.equal(await from('2001:db8::7'), 200)
  assert.equal(await from('198.51.100.7:61234'), 200)
  assert.equal(await from('[2001:db8::7]:443'), 200)
  assert.equal(await from('198.51.100.7, 203.0.113.9'), 'The API key may not be used from 203.0.113.9.')
  assert.equal(await from('198.51.100.7, <b>me</b>'), 'The API key may not be used from 127.0.0.1.')
  const direct = await asKey(secret, 'GET', '/v1/numbers')
  assert.equal(direct.body.detail, 'The API key may not be used from 127.0.0.1.')
})

test('within the grace of a rotation both secrets are good, and the old one is told', async () => {
  const { secret, id } = await create()
  const rotated = await call('POST', `/v1/api-keys/${id}/rotate`, { graceSeconds: 600 })
  assert.deepEqual([rotated.status, rotated.body.id], [200, id])
  const old = await asKey(secret, 'GET', '/v1/numbers')
  assert.match(old.headers.get('deprecation') ?? '', /^@\d{10}$/)
  assert.ok(Date.parse(old.headers.get('sunset') ?? '') > Date.now() + 500_000)
  const fresh = await asKey(rotated.body.secret, 'GET', '/v1/numbers')
  assert.deepEqual([old.status, fresh.status, fresh.headers.get('deprecation')], [200, 200, null])
  assert.equal((await call('POST', `/v1/api-keys/${id}/rotate`, { graceSeconds: 600 })).status, 409)
  assert.equal((await call('POST', `/v1/api-keys/${id}/rotate`, { graceSeconds: 604_801 })).status, 400)
  assert.equal((await call('POST', `/v1/api-keys/${id}/rotate`)).status, 200)
  assert.equal((await asKey(secret, 'GET', '/v1/numbers')).status, 401)
  assert.equal((await asKey(rotated.body.secret, 'GET', '/v1/numbers')).status, 401)
})

test('a key that rotates itself many times at once does so once', async () => {
  const { secret, id } = await create()
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => asKey(secret, 'POST', `/v1/api-keys/${id}/rotate`, {})),
  )
  const won = replies.filter(({ status }) => status === 200)
  assert.equal(won.length, 1)
  for (const { status } of replies) assert.ok([200, 401, 409].includes(status))
  assert.equal((await asKey(won[0]?.body.secret, 'GET', '/v1/numbers')).status, 200)
})

test("another account's key answers 404", async () => {
  const registered = await gateway.call('POST', '/auth/register', { name: 'O', email: 'o@example.com' })
  const owner = bearer(registered.body.data.apiKey)
  const { id } = await create()
  for (const [method, path] of [
    ['GET', `/v1/api-keys/${id}`],
    ['POST', `/v1/api-keys/${id}/rotate`],
    ['POST', `/v1/api-keys/${id}/revoke`],
  ] as const)
    assert.equal((await call(method, path, undefined, owner)).status, 404, path)
})

test('a revocation holds at once on every process', async (t) => {
  if (!gateway.databaseUrl) return t.skip() // the embedded database has one process
  const there = await startSecondProcess(t, gateway)
  const { secret, id } = await create()
  const status = async () => (await fetch(`${there}/v1/numbers`, { headers: bearer(secret) })).status
  assert.equal(await status(), 200)
  await call('POST', `/v1/api-keys/${id}/revoke`)
  const revokedAt = Date.now()
  await until('the key to be refused there', async () => (await status()) === 401)
  assert.ok(Date.now() - revokedAt < 2000, 'by the notification, not when the cache expired')
})

test('the account is shown and renamed', async () => {
  const { body } = await call('GET', '/v1/account')
  assert.deepEqual([body.id, body.plan, body.limits.requestsPerMinute], [gateway.accountId, 'enterprise', 2000])
  const renamed = await call('PATCH', '/v1/account', { name: 'Renamed' })
  assert.deepEqual([renamed.status, renamed.body.name], [200, 'Renamed'])
  assert.equal((await call('GET', '/v1/account')).body.name, 'Renamed')
})

test('the audit log tells who did what from where, page by page and as an export', async () => {
  const { secret, id } = await create({ name: '=cmd', scopes: ['audit:read', 'keys:write'] })
  await asKey(secret, 'POST', `/v1/api-keys/${id}/rotate`, { graceSeconds: 60 }, { 'x-request-id': 'rotate-1' })
  const { body } = await call('GET', `/v1/audit-log?targetId=${id}&limit=1`)
  assert.deepEqual([body.data.length, body.hasMore], [1, true])
  const [rotated] = body.data
  assert.deepEqual([rotated.action, rotated.requestId, rotated.ip], ['api_key.rotated', 'rotate-1', '127.0.0.1'])
  assert.deepEqual([rotated.actor.kind, rotated.actor.id], ['api_key', id])
  const next = await call('GET', `/v1/audit-log?targetId=${id}&limit=1&cursor=${body.nextCursor}`)
  assert.deepEqual([next.body.data[0].action, next.body.hasMore], ['api_key.created', false])
  const lines = await gateway.call('GET', `/v1/audit-log/export?targetId=${id}`)
  assert.match(lines.headers.get('content-type') ?? '', /^application\/x-ndjson/)
  const records = String(lines.body)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(records, [rotated, next.body.data[0]])
  const csv = await gateway.call('GET', `/v1/audit-log/export?format=csv&targetId=${id}`)
  const rows = String(csv.body).trimEnd().split('\r\n')
  assert.equal(rows.length, 3)
  assert.match(rows[0] ?? '', /^id,at,action,/)
  assert.ok(!JSON.stringify([records, rows]).includes(secret))
  const { secret: blind } = await create({ scopes: ['messages:write'] })
  assert.equal((await asKey(blind, 'GET', '/v1/audit-log/export')).status, 403)
})
