import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { hasRedis, randomPrefix, redisUrl } from '../../support/redis.ts'
import { startSecondProcess } from '../../support/second-process.ts'

const redis = await hasRedis()
const shared = { REDIS_URL: redisUrl, REDIS_KEY_PREFIX: randomPrefix() }
let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null, { DAWK_PLAN_QUOTAS: 'free=8/day', ...(redis && shared) })
})
afterAll(() => gateway.close())

async function register(email: string) {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'L', email }, { authorization: '' })
  const headers = { authorization: `Bearer ${body.data.apiKey}` }
  const { id } = (await gateway.call('GET', '/v1/account', undefined, headers)).body
  return { id, headers }
}
const setQuota = (account: string, requests: string) => gateway.operate('quota', { account, requests })

test('answers tell what is left, in the headers of the seeds and of the IETF', async () => {
  const { headers } = await gateway.call('GET', '/v1/numbers')
  assert.equal(headers.get('x-ratelimit-limit'), '2000')
  assert.match(headers.get('x-ratelimit-remaining') ?? '', /^19\d\d$/)
  const reset = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1000
  assert.ok(reset > 0 && reset <= 63)
  assert.equal(headers.get('ratelimit-policy'), '"burst";q=2000;w=60')
  assert.match(headers.get('ratelimit') ?? '', /^"burst";r=19\d\d;t=\d{1,2}$/)
})

test('a request for a path that is not there counts too, and a wrong key is told first', async () => {
  const { id, headers } = await register('nowhere@example.com')
  await setQuota(id, 'unlimited')
  const left = async (method: string, path: string) => {
    const reply = await gateway.call(method, path, undefined, headers)
    return [reply.status, reply.headers.get('x-ratelimit-remaining')]
  }
  assert.deepEqual(await left('GET', '/v1/account'), [200, '18']) // one came before
  assert.deepEqual(await left('GET', '/v1/nowhere'), [404, '17'])
  assert.deepEqual(await left('DELETE', '/nowhere'), [404, '16'])
  assert.deepEqual(await left('PATCH', '/send-message'), [405, '15'])
  const scoped = await gateway.call('POST', '/v1/api-keys', { scopes: ['media:read'] }, headers)
  const narrow = { authorization: `Bearer ${scoped.body.secret}` }
  assert.equal((await gateway.call('GET', '/v1/nowhere', undefined, narrow)).status, 404)
  const guess = { authorization: `Bearer sk_live_${'2'.repeat(48)}` }
  for (const [given, status] of [
    [guess, 401],
    [{ authorization: '' }, 404],
  ] as const)
    assert.equal((await gateway.call('GET', '/v1/nowhere', undefined, given)).status, status)
})

test('what reads or parses far more than others counts as more requests, and once against the quota', async () => {
  const { headers } = await register('dear@example.com') // which has made one request
  const left = async (method: string, path: string, body?: unknown) => {
    const reply = await gateway.call(method, path, body, headers)
    const figures = /"burst";r=(\d+);.*"daily";r=(\d+)/.exec(reply.headers.get('ratelimit') ?? '')
    return [reply.status, ...(figures ?? []).slice(1)]
  }
  assert.deepEqual(await left('GET', '/v1/conversations/search?text=a'), [200, '14', '6'])
  assert.deepEqual(await left('POST', '/v1/messages', { to: 'x'.repeat(600_000) }), [400, '11', '5'])
  assert.deepEqual(await left('GET', '/v1/account'), [200, '10', '4'])
})

test('the quota of the plan is a limit beside the burst, until the operator lifts it', async () => {
  const { id, headers } = await register('quota@example.com') // which has made one request
  const call = () => gateway.call('GET', '/v1/account', undefined, headers)
  for (let left = 6; left >= 0; left--) {
    const reply = await call()
    assert.equal(reply.status, 200)
    assert.match(reply.headers.get('ratelimit') ?? '', new RegExp(`"daily";r=${left};t=\\d+$`))
  }
  const refused = await call()
  assert.deepEqual([refused.status, refused.body.code], [429, 'quota_exceeded'])
  assert.equal(refused.headers.get('ratelimit-policy'), '"burst";q=20;w=60, "daily";q=8;w=86400')
  assert.deepEqual([refused.headers.get('x-ratelimit-limit'), refused.headers.get('x-ratelimit-remaining')], ['8', '0'])
  assert.ok(Number(refused.headers.get('retry-after')) <= 86_400)
  const stdout = await setQuota(id, '1000/month')
  assert.match(stdout, /quota 1000 requests a month/)
  const { status, body } = await call()
  assert.deepEqual([status, body.limits.quota], [200, { requests: 1000, per: 'month' }])
  await assert.rejects(setQuota(id, 'many'), /--requests must be such as 1000\/day/)
})

test('the keys of an account share its limit', async () => {
  const { headers, id } = await register('keys@example.com')
  await setQuota(id, 'unlimited')
  const { body } = await gateway.call('POST', '/v1/api-keys', {}, headers)
  const keys = [headers, { authorization: `Bearer ${body.secret}` }]
  const replies = await Promise.all(
    Array.from({ length: 40 }, (_, at) => gateway.call('GET', '/v1/account', undefined, keys[at % 2])),
  )
  assert.equal(replies.filter(({ status }) => status === 200).length, 18) // two came before
})

test('two processes let no more through than one', async (t) => {
  if (!redis || !gateway.databaseUrl) return t.skip()
  const there = await startSecondProcess(t, gateway, shared)
  const { headers, id } = await register('shared@example.com')
  await setQuota(id, 'unlimited')
  const urls = [gateway.url, there]
  const replies = await Promise.all(
    Array.from({ length: 80 }, (_, at) => fetch(`${urls[at % 2]}/v1/account`, { headers })),
  )
  const allowed = replies.filter(({ status }) => status === 200)
  assert.ok(allowed.length <= 19 && allowed.length >= 18, `${allowed.length}`) // one came before
  for (const reply of replies) assert.ok(reply.status === 200 || reply.headers.has('retry-after'))
})

test('guessed keys are stopped by address, and a good one still passes', async () => {
  const guess = () =>
    gateway.call('GET', '/v1/account', undefined, { authorization: `Bearer sk_live_${'1'.repeat(48)}` })
  assert.equal((await gateway.call('GET', '/v1/account')).status, 200)
  const replies = await Promise.all(Array.from({ length: 140 }, guess)) // more than two minutes of the clock allow
  const statuses = new Set(replies.map(({ status }) => status))
  assert.deepEqual([...statuses].sort(), [401, 429])
  assert.equal((await gateway.call('GET', '/v1/account')).status, 200)
})
