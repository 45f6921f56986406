import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null, { META_GRAPH_URL: 'http://127.0.0.1:1' })
  call = await checked(gateway)
})
afterAll(() => gateway.close())

const connect = (phoneNumberId: string, more: object = {}) =>
  call('POST', '/v1/numbers', { phoneNumberId, accessToken: 'EAAGtoken', ...more })
const sent = { to: '14155552671', type: 'text', text: { body: 'Hi' } }

test('several numbers are connected, each once, and named as the sender', async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => connect('106540352242922')))
  assert.ok(replies.every(({ status }) => status === 201))
  const ids = new Set(replies.map(({ body }) => body.id))
  assert.equal(ids.size, 1)
  const second = await connect('106540352242923', { appSecret: 'an-app-secret' })
  assert.deepEqual([second.status, second.body.hasAppSecret, second.body.sandbox], [201, true, false])
  assert.equal((await call('GET', '/v1/numbers')).body.data.length, 3)
  assert.equal(JSON.stringify((await call('GET', '/v1/numbers')).body).includes('EAAGtoken'), false)
  const [first] = ids
  const message = await call('POST', '/v1/messages', {
    ...sent,
    from: first,
    sendAt: new Date(Date.now() + 3600_000).toISOString(),
  })
  assert.equal((await call('GET', `/v1/messages/${message.body.id}`)).body.numberId, first)
  assert.equal((await call('DELETE', `/v1/numbers/${second.body.id}`)).status, 204)
  assert.equal((await call('DELETE', `/v1/numbers/${second.body.id}`)).status, 404)
  assert.equal((await call('GET', `/v1/numbers/${first}`)).status, 200)
})

test('the sandbox number is verified, and stays', async () => {
  const sandbox = (await call('GET', '/v1/numbers')).body.data.find((number: { sandbox: boolean }) => number.sandbox)
  const verified = await call('POST', `/v1/numbers/${sandbox.id}/verify`)
  assert.deepEqual([verified.status, verified.body.number.id], [200, sandbox.id])
  assert.ok(verified.body.number.verifiedAt)
  assert.equal((await call('DELETE', `/v1/numbers/${sandbox.id}`)).status, 409)
  assert.equal((await connect(gateway.phoneNumberId)).status, 409)
})

test('Meta away is 503; bad credentials are named; another account’s number is not there, and its id may be claimed', async () => {
  const { body } = await connect('106540352242922')
  const away = await call('POST', `/v1/numbers/${body.id}/verify`)
  assert.deepEqual([away.status, away.body.code], [503, 'upstream_unavailable'])
  const bad = await call('POST', '/v1/numbers', { phoneNumberId: 'x', accessToken: 'a b', appSecret: 'short', more: 1 })
  assert.deepEqual(bad.body.errors.map(({ path }: { path: string }) => path).sort(), [
    'accessToken',
    'appSecret',
    'more',
    'phoneNumberId',
  ])
  const other = await call('POST', '/auth/register', { name: 'Other', email: 'numbers@example.com' })
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  const theirs = { phoneNumberId: '106540352242922', accessToken: 'EAAGother' }
  assert.equal((await call('POST', '/v1/numbers', theirs, headers)).status, 201)
  for (const [method, rest] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/verify'],
  ] as const)
    assert.equal((await call(method, `/v1/numbers/${body.id}${rest}`, undefined, headers)).status, 404)
})
