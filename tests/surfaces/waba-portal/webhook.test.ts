import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import webhook from '../../../packages/http/src/surfaces/waba-portal/fixtures/webhook.json' with { type: 'json' }
import { startReceiver } from '../../flow/receiver.ts'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'
import { runSample } from './page-sample.ts'

let gateway: RunningGateway
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  simulator = simulatorControl(gateway.simulatorUrl)
})
afterAll(() => gateway.close())

const call = (method: string, path = '', body?: unknown) => gateway.call(method, `/api/v1/webhook${path}`, body)
const put = (webhookUrl: string, more: object = {}) => call('PUT', '', { ...webhook.put, webhookUrl, ...more })
const receive = (body: object) =>
  simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from: freshPhone(), ...body })
const sameKeys = (actual: object, expected: object) =>
  assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort())

test('without a webhook there is nothing to show or to test', async () => {
  const { status, body } = await call('GET')
  assert.equal(status, 200)
  sameKeys(body.data, webhook.get.data)
  const { webhookUrl, webhookSecret, webhookEnabled, webhookEvents } = body.data
  assert.deepEqual(
    [webhookUrl, webhookSecret, webhookEnabled, webhookEvents],
    [null, null, false, webhook.put.webhookEvents],
  )
  const tested = await call('POST', '/test')
  assert.deepEqual([tested.status, tested.body], [400, { success: false, error: 'Webhook URL is not configured' }])
  assert.deepEqual((await call('DELETE')).body, { success: true })
})

test("the page's verifier accepts tests and events as they come", async (t) => {
  await call('DELETE')
  const first = await put('http://127.0.0.1:9/webhook')
  sameKeys(first.body.data, webhook.get.data)
  const { webhookSecret } = first.body.data
  assert.match(webhookSecret, /^[0-9a-f]{64}$/)
  const sample = await runSample(t, 'verify-signature', webhookSecret)
  const moved = await put(sample.url)
  const hint = `${webhookSecret.slice(0, 12)}...`
  assert.deepEqual(moved.body.data, { ...first.body.data, webhookUrl: sample.url, webhookSecret: hint })
  assert.deepEqual((await call('GET')).body, moved.body)

  const { status, body } = await call('POST', '/test')
  assert.equal(status, 200, JSON.stringify(body))
  const { duration, testPayload } = body.data
  assert.match(duration, /^\d+ms$/)
  assert.match(testPayload.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const { timestamp, projectId, data } = testPayload
  const expected = webhook.test.data.testPayload
  const payload = { ...expected, timestamp, projectId, data: { ...expected.data, testId: data.testId } }
  assert.deepEqual(body, {
    success: true,
    data: { ...webhook.test.data, webhookUrl: sample.url, duration, testPayload: payload },
  })

  await receive({ type: 'text', text: { body: 'é😀\u2028"\\/ <b>' } })
  await receive({ type: 'location', location: { latitude: 12.5, longitude: -77.25, name: '' } })
  await until('both events', async () => sample.statuses.length >= 3)
  assert.deepEqual([...new Set(sample.statuses)], [200])
})

test("the page's handler understands messages, replies and statuses", async (t) => {
  await call('DELETE')
  const sample = await runSample(t, 'webhook-handler')
  assert.equal((await put(sample.url)).status, 200)
  const from = freshPhone()
  const sent = await gateway.call('POST', '/api/v1/messages/text', { to: from, message: 'Sure?' })
  await receive({ from, type: 'text', text: { body: 'Hello' } })
  await receive({ from, type: 'image', image: { id: '777' } })
  await receive({ from, type: 'button', button: { text: 'Yes', payload: 'y' }, context: { id: sent.body.messageId } })
  const failed = await gateway.call('POST', '/api/v1/messages/text', { to: '15550000002', message: 'x' })
  const wanted = [
    `New message from: ${from}`,
    'Text: Hello',
    'Button clicked: Yes',
    `Reply to message: ${sent.body.messageId}`,
    `Message ${sent.body.messageId} status: delivered`,
    `Message ${failed.body.messageId} status: failed`,
  ]
  await until('all lines', async () => wanted.every((line) => sample.lines.includes(line))).catch((error) => {
    throw new Error(`${error}\n${sample.lines.join('\n')}`)
  })
  assert.ok(sample.lines.some((line) => line.startsWith('Image received, ID: ')))
  assert.ok(sample.lines.some((line) => line.startsWith('Delivery failed: ')))
  assert.ok(!sample.lines.some((line) => line.includes('undefined')), sample.lines.join('\n'))
})

test('only the events that were asked for come, and none while it is off; the signature is over the bytes', async (t) => {
  await call('DELETE')
  const receiver = await startReceiver(t)
  const { body } = await put(receiver.url, { webhookEvents: ['messages'] })
  const secret = body.data.webhookSecret
  assert.deepEqual(body.data.webhookEvents, ['messages'])
  const from = freshPhone()
  const sent = await gateway.call('POST', '/api/v1/messages/text', { to: from, message: 'quiet' })
  await until('delivery', async () => {
    const { body: seen } = await gateway.call('GET', `/messages/${sent.body.messageId}`)
    return ['delivered', 'read'].includes(seen.data.status)
  })
  assert.equal(
    (await put(receiver.url, { webhookEvents: ['messages'], webhookEnabled: false })).body.data.webhookEnabled,
    false,
  )
  await receive({ from, type: 'text', text: { body: 'while off' } })
  await until('the message', async () => {
    const reply = await gateway.call('GET', `/api/v1/conversations/${from}/messages`)
    return reply.body.data.length === 2
  })
  assert.equal((await put(receiver.url, { webhookEvents: ['messages'] })).body.data.webhookEnabled, true)
  await receive({ from, type: 'text', text: { body: 'while on' } })
  const [only] = await until('the event', async () => receiver.received.length > 0 && receiver.received)
  const told = JSON.parse(only?.raw ?? '')
  assert.deepEqual([receiver.received.length, told.event, told.data.text.body], [1, 'message', 'while on'])
  const signature = createHmac('sha256', secret)
    .update(only?.raw ?? '')
    .digest('hex')
  assert.equal(only?.headers['x-webhook-signature'], signature)
  assert.ok(only?.headers['webhook-signature'])
})

test('a test that fails says how, in the shape of the page', async (t) => {
  await call('DELETE')
  const receiver = await startReceiver(t)
  const elsewhere = receiver.url.replace('/hook', '/nowhere')
  await put(elsewhere)
  await receiver.goDown()
  const refused = await call('POST', '/test')
  assert.deepEqual([refused.status, refused.body.success], [400, false])
  assert.match(refused.body.error, /could not be reached: connection refused/)
  const sample = await runSample(t, 'webhook-handler')
  const missing = sample.url.replace('/webhook', '/nowhere')
  await put(missing)
  const { status, body } = await call('POST', '/test')
  const expected = {
    ...webhook.failedTest,
    data: { ...webhook.failedTest.data, webhookUrl: missing, duration: body.data.duration },
  }
  assert.deepEqual([status, body], [400, expected])
})

test('who names no events keeps those that were chosen', async () => {
  await put('http://127.0.0.1:9/webhook', { webhookEvents: ['statuses'] })
  const again = await call('PUT', '', { webhookUrl: 'http://127.0.0.1:9/other', webhookEnabled: true })
  assert.deepEqual(again.body.data.webhookEvents, ['statuses'])
  await call('DELETE')
})

test('an empty URL clears the configuration', async () => {
  await put('http://127.0.0.1:9/webhook')
  const { status, body } = await put('', { webhookEnabled: false })
  assert.deepEqual([status, body.data.webhookUrl, body.data.webhookEnabled], [200, null, false])
  assert.equal((await call('GET')).body.data.webhookUrl, null)
})

test.each([
  ['an empty URL that is to be on', { webhookUrl: '' }, 'webhookUrl'],
  ['no URL', { webhookUrl: undefined }, 'webhookUrl'],
  ['not a URL', { webhookUrl: 'nonsense' }, 'webhookUrl'],
  ['another scheme', { webhookUrl: 'ftp://example.com/' }, 'webhookUrl'],
  ['a private address', { webhookUrl: 'https://10.0.0.1/hook' }, 'webhookUrl'],
  ['a password', { webhookUrl: 'https://a:b@example.com/' }, 'webhookUrl'],
  ['a long URL', { webhookUrl: `https://example.com/${'x'.repeat(2040)}` }, 'webhookUrl'],
  ['no switch', { webhookEnabled: undefined }, 'webhookEnabled'],
  ['a text as switch', { webhookEnabled: 'true' }, 'webhookEnabled'],
  ['no events', { webhookEvents: [] }, 'webhookEvents'],
  ['an unknown event', { webhookEvents: ['calls'] }, 'webhookEvents'],
  ['an event twice', { webhookEvents: ['messages', 'messages'] }, 'webhookEvents'],
])('%s answers 400 and names the member', async (_name, change, member) => {
  const { status, body } = await call('PUT', '', { ...webhook.put, ...change })
  assert.deepEqual([status, Object.keys(body)], [400, ['error']])
  assert.ok(body.error.includes(member), body.error)
})
