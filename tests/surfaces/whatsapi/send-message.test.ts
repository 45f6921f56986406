import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const to = '14155552671'
const template = { name: 'hello_world', language: 'en_US' }

test('text and template are accepted with the reply of the seed', async () => {
  for (const content of [{ message: 'Hi' }, { template }, { template: { ...template, language: { code: 'en_US' } } }]) {
    const { status, body } = await gateway.call('POST', '/send-message', { to, ...content })
    assert.equal(status, 202)
    assert.match(body.data.id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(body, { success: true, data: { id: body.data.id, status: 'queued', scheduledFor: null } })
  }
})

test('a message for later is scheduled, in UTC', async () => {
  const at = new Date(Date.now() + 3_600_000)
  const sendAt = `${new Date(at.getTime() + 19_800_000).toISOString().slice(0, -1)}+05:30`
  const { status, body } = await gateway.call('POST', '/send-message', { to, template, sendAt })
  assert.deepEqual([status, body.data.status, body.data.scheduledFor], [202, 'scheduled', at.toISOString()])
})

test('a repeated idempotency key gives the first answer again, and another body 409', async () => {
  const headers = { 'idempotency-key': 'order-1234-shipped' }
  const first = await gateway.call('POST', '/send-message', { to, message: 'Hi' }, headers)
  const again = await gateway.call(
    'POST',
    '/send-message',
    { to, message: 'Hi' },
    { 'idempotency-key': '"order-1234-shipped"' },
  )
  assert.deepEqual([again.status, again.body], [first.status, first.body])
  assert.deepEqual(
    [first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')],
    [null, 'true'],
  )
  const other = await gateway.call('POST', '/send-message', { to, message: 'Other' }, headers)
  assert.deepEqual([other.status, other.body.success], [409, false])
})

test('one key sent many times at once is one message', async () => {
  const headers = { 'idempotency-key': 'at-once' }
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => gateway.call('POST', '/send-message', { to, message: 'Once' }, headers)),
  )
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([202]))
  assert.equal(new Set(replies.map(({ body }) => body.data.id)).size, 1)
  assert.equal(replies.filter(({ headers }) => headers.get('idempotency-replayed') === null).length, 1)
})

test('every response shows the usage', async () => {
  const { headers } = await gateway.call('POST', '/send-message', { to })
  assert.equal(headers.get('x-ratelimit-limit'), '2000')
  assert.ok(Number(headers.get('x-ratelimit-remaining')) < 2000)
  const reset = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1000
  assert.ok(reset > -1 && reset <= 61) // whole seconds, never too early
})
