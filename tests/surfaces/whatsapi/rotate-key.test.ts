import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'
import { startSecondProcess } from '../../support/second-process.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const bearer = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` })

async function register(email: string): Promise<string> {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'Rotator', email })
  return body.data.apiKey
}

const rotate = (apiKey: string) => gateway.call('POST', '/auth/me/rotate-key', undefined, bearer(apiKey))
const status = async (apiKey: string) => (await gateway.call('GET', '/auth/me', undefined, bearer(apiKey))).status

test('the new key works at once and the old one no more; the limit counts on', async () => {
  const old = await register('one@example.com')
  assert.equal(await status(old), 200)
  const { status: rotated, body } = await rotate(old)
  assert.equal(rotated, 200)
  assert.deepEqual(body, { success: true, data: { apiKey: body.data.apiKey } })
  assert.match(body.data.apiKey, /^sk_live_[0-9a-f]{48}$/)
  assert.notEqual(body.data.apiKey, old)
  const me = await gateway.call('GET', '/auth/me', undefined, bearer(body.data.apiKey))
  assert.deepEqual([me.status, me.body.data.email], [200, 'one@example.com'])
  assert.equal(await status(old), 401)
  assert.equal((await rotate(old)).status, 401)
  assert.ok(['17', '19'].includes(me.headers.get('x-ratelimit-remaining') ?? '')) // 19: a new minute has begun
})

test('of many rotations at once one wins, and one key is valid', async () => {
  const old = await register('race@example.com')
  const replies = await Promise.all(Array.from({ length: 8 }, () => rotate(old)))
  const won = replies.filter((reply) => reply.status === 200)
  assert.equal(won.length, 1)
  for (const reply of replies) assert.ok([200, 401].includes(reply.status))
  assert.equal(await status(won[0]?.body.data.apiKey), 200)
  assert.equal(await status(old), 401)
})

test('without a key it is 401', async () => {
  const reply = await gateway.call('POST', '/auth/me/rotate-key', undefined, { authorization: '' })
  assert.deepEqual([reply.status, reply.body.success], [401, false])
})

test('another process hears of it', async (t) => {
  if (!gateway.databaseUrl) return t.skip() // the embedded database has one process
  const url = await startSecondProcess(t, gateway)
  const there = async (key: string) => (await fetch(`${url}/auth/me`, { headers: bearer(key) })).status
  const old = await register('two@example.com')
  assert.equal(await there(old), 200)
  const { body } = await rotate(old)
  const rotatedAt = Date.now()
  await until('the old key to be refused there', async () => (await there(old)) === 401)
  assert.ok(Date.now() - rotatedAt < 5000, 'by the notification, not when the cache expired')
  assert.equal(await there(body.data.apiKey), 200)
})
