import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
})
afterAll(() => gateway.close())

let keys = 0
const newKey = () => ({ 'idempotency-key': `native-post-${++keys}` })
const replayed = ({ headers }: { headers: Headers }) => headers.get('idempotency-replayed') === 'true'

test('a repeated POST creates once and shows the first answer, a secret in it included', async () => {
  const key = newKey()
  const body = { name: 'Once', scopes: ['messages:read'] }
  const first = await call('POST', '/v1/api-keys', body, key)
  assert.deepEqual([first.status, replayed(first)], [201, false])
  const again = await call('POST', '/v1/api-keys', body, key)
  assert.deepEqual([again.status, replayed(again), again.body], [201, true, first.body])
  const { body: list } = await call('GET', '/v1/api-keys')
  assert.equal(list.data.filter(({ name }: { name: string }) => name === 'Once').length, 1)
})

test('a key stands for one request: another body, path or API key is refused', async () => {
  const key = newKey()
  const { body: made } = await call('POST', '/v1/tags', { name: 'First' }, key)
  assert.ok(made.id)
  const { body: other } = await call('POST', '/v1/api-keys', { name: 'Other', scopes: ['*'] })
  for (const [path, body, headers] of [
    ['/v1/tags', { name: 'Second' }, key],
    ['/v1/attributes', { name: 'First' }, key],
    ['/v1/tags', { name: 'First' }, { ...key, authorization: `Bearer ${other.secret}` }],
  ] as const) {
    const reply = await call('POST', path, body, headers)
    if (path === '/v1/attributes')
      assert.equal(reply.status, 400) // its body is not one of an attribute
    else assert.deepEqual([reply.status, reply.body.code], [422, 'idempotency_mismatch'], JSON.stringify(reply.body))
  }
})

test('a request that is refused does not use the key up', async () => {
  const key = newKey()
  assert.equal((await call('POST', '/v1/tags', { name: '' }, key)).status, 400)
  assert.equal((await call('POST', '/v1/tags', { name: 'Refused once' }, key)).status, 201)
  const taken = newKey()
  assert.equal((await call('POST', '/v1/tags', { name: 'Refused once' }, taken)).status, 409)
  assert.equal((await call('POST', '/v1/tags', { name: 'Another name' }, taken)).status, 201)
})

test('of many requests at once with one key one creates; the others get its answer, or are told to repeat', async () => {
  const key = newKey()
  const replies = await Promise.all(Array.from({ length: 10 }, () => call('POST', '/v1/tags', { name: 'Race' }, key)))
  const statuses = replies.map(({ status }) => status)
  assert.ok(
    statuses.every((status) => status === 201 || status === 409),
    `${statuses}`,
  )
  for (const { status, body, headers } of replies)
    if (status === 409) assert.deepEqual([body.reason, headers.get('retry-after')], ['idempotency_in_progress', '1'])
  const ids = new Set(replies.flatMap(({ status, body }) => (status === 201 ? [body.id] : [])))
  assert.equal(ids.size, 1)
})

test('an odd key is refused, and a key on a path with an id is of that path', async () => {
  const odd = await call('POST', '/v1/tags', { name: 'Odd' }, { 'idempotency-key': 'x'.repeat(256) })
  assert.deepEqual([odd.status, odd.body.code], [400, 'invalid_request'])
  const endpoint = { url: 'https://example.com/hook', eventTypes: ['message.*'] }
  const key = newKey()
  const [one, two] = [
    await call('POST', '/v1/webhook-endpoints', endpoint),
    await call('POST', '/v1/webhook-endpoints', endpoint),
  ]
  assert.equal((await call('POST', `/v1/webhook-endpoints/${one.body.id}/secret`, undefined, key)).status, 200)
  assert.equal((await call('POST', `/v1/webhook-endpoints/${two.body.id}/secret`, undefined, key)).status, 422)
})
