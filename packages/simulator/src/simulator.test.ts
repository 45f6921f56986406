import assert from 'node:assert/strict'
import { verifySignature } from '@dawk/cloud-api/signature.ts'
import { test } from 'vitest'
import { asArray, asObject } from './json.ts'
import { errorOf, startTestSimulator, testNumber, text } from './testing.ts'

const from = '919900112233'
const inbound = (content = {}) => ({ phoneNumberId: testNumber.phoneNumberId, from, ...text('hi'), ...content })
const template = (name: string, components: unknown[] = []) => ({
  type: 'template',
  template: { name, language: { code: 'en_US' }, components },
})
const body = (...texts: string[]) => ({
  type: 'body',
  parameters: texts.map((value) => ({ type: 'text', text: value })),
})

test('a template goes from sent to read, priced twice, with our data echoed', async () => {
  const { send, quiet, statuses, control } = await startTestSimulator()
  const reply = await send({ ...template('order_ready', [body('Asha', 'A-77')]), biz_opaque_callback_data: 'm1' })
  assert.equal(reply.status, 200)
  await quiet()
  const seen = statuses()
  assert.deepEqual(
    seen.map(({ status, pricing, biz_opaque_callback_data: opaque }) => [status, Boolean(pricing), opaque]),
    [
      ['sent', true, 'm1'],
      ['delivered', true, 'm1'],
      ['read', false, 'm1'],
    ],
  )
  const thread = await control('GET', `threads/${testNumber.phoneNumberId}/${from}`)
  assert.deepEqual(asObject(asArray(thread.body['messages'])[0])['rendered'], {
    body: 'Hi Asha, your order A-77 is ready!',
  })
})

test('tokens, numbers and templates fail with the envelopes of Meta', async () => {
  const { send, call } = await startTestSimulator()
  assert.deepEqual(errorOf(await send(text(), 'wrong')).slice(0, 2), [401, 190])
  const unknown = await call('POST', '/v23.0/999/messages', { messaging_product: 'whatsapp', to: from, ...text() })
  assert.deepEqual(errorOf(unknown).slice(0, 2), [400, 100])
  assert.equal(asObject(unknown.body['error'])['error_subcode'], 33)
  assert.deepEqual(errorOf(await send(template('x'))), [404, 132001, 'template name (x) does not exist in en_US'])
  assert.deepEqual(errorOf(await send(template('order_ready', [body('Asha')]))), [
    400,
    132000,
    'body: number of localizable_params (1) does not match the expected number of params (2)',
  ])
  assert.deepEqual(errorOf(await send(template('order_ready', [body('a\nb', 'c')]))).slice(0, 2), [400, 132018])
  assert.deepEqual(errorOf(await send(template('summer_sale', [body('Asha')]))), [
    400,
    132012,
    'header: Format mismatch, expected IMAGE, received UNKNOWN',
  ])
  assert.deepEqual(errorOf(await send(template('paused_offer'))).slice(0, 2), [400, 132015])
  assert.deepEqual(errorOf(await send(template('disabled_offer'))).slice(0, 2), [400, 132016])
})

test('free-form messages fail with 131047 unless the person wrote within 24 hours', async () => {
  const { send, quiet, statuses, control } = await startTestSimulator()
  const outcome = async () => {
    const seen = statuses().length
    assert.equal((await send(text())).status, 200)
    await quiet()
    const [first] = statuses().slice(seen)
    return [first?.['status'], asObject(asArray(first?.['errors'])[0])['code']]
  }
  assert.deepEqual(await outcome(), ['failed', 131047])
  await control('POST', 'inbound', inbound())
  assert.deepEqual(await outcome(), ['sent', undefined])
  await control('PUT', 'clock', { advanceMs: 24 * 60 * 60 * 1000 })
  assert.deepEqual(await outcome(), ['failed', 131047])
})

test('a number sends a second of its throughput at once, then hears 130429', async () => {
  const { send } = await startTestSimulator({ throughputPerSecond: 5, openWindow: true })
  const replies = await Promise.all(Array.from({ length: 20 }, () => send(text())))
  const refused = replies.filter((reply) => reply.status === 400)
  assert.ok(refused.length >= 5 && refused.length <= 15, `${refused.length} refused`) // a slow machine takes its time
  assert.equal(errorOf(refused[0] ?? { status: 0, body: {} })[1], 130429)
})

test('a pair sends 45 messages at once, then hears 131056', async () => {
  const { send } = await startTestSimulator({ throughputPerSecond: null })
  const replies = await Promise.all(Array.from({ length: 46 }, () => send(text())))
  assert.deepEqual(
    replies.filter((reply) => reply.status !== 200).map((reply) => errorOf(reply)[1]),
    [131056],
  )
})

test('the signature covers the escaped bytes', async () => {
  const { control, quiet, receiver } = await startTestSimulator()
  await control('POST', 'inbound', inbound({ text: { body: 'größe 👍 a/b' } }))
  await quiet()
  const [got] = receiver.received
  assert.ok(got)
  assert.ok(verifySignature(testNumber.appSecret, got.raw, String(got.headers['x-hub-signature-256'])))
  assert.match(got.raw.toString('latin1'), /gr\\u00f6\\u00dfe \\ud83d\\udc4d a\\\/b/)
})

test('a webhook comes again until it is answered with 200', async () => {
  const { control, quiet, receiver } = await startTestSimulator({}, (nth) => (nth < 2 ? 500 : 200))
  await control('POST', 'inbound', inbound())
  await quiet()
  assert.deepEqual(
    receiver.received.map(({ answered }) => answered),
    [500, 500, 200],
  )
})

test('updates join into one POST, and come twice, on request', async () => {
  const { send, control, quiet, receiver, statuses } = await startTestSimulator({ openWindow: true })
  await control('PUT', 'faults', { statuses: 'sent_only', webhooks: { batchSize: 10, duplicateRate: 1 } })
  await Promise.all(Array.from({ length: 5 }, () => send(text())))
  await quiet()
  assert.equal(statuses().length, 10)
  assert.ok(receiver.received.length <= 3, `${receiver.received.length} POSTs`) // one, unless the sends take long
})

test('twenty messages of one person come in one webhook', async () => {
  const { control, quiet, receiver } = await startTestSimulator()
  const reply = await control('POST', 'inbound', inbound({ count: 20 }))
  await quiet()
  assert.equal(new Set(asArray(reply.body['wamids'])).size, 20)
  assert.equal(asArray(receiver.received[0]?.value['messages']).length, 20)
  assert.equal(asArray(receiver.received[0]?.value['contacts']).length, 1)
})

test('a person without a phone number writes and is answered by user id', async () => {
  const { control, call, quiet, receiver, statuses } = await startTestSimulator()
  const userId = 'IN.13491208655302741918'
  await control('POST', 'inbound', { phoneNumberId: testNumber.phoneNumberId, userId, username: 'asha', ...text() })
  await quiet()
  const message = asObject(asArray(receiver.received[0]?.value['messages'])[0])
  assert.deepEqual([message['from'], message['from_user_id']], [undefined, userId])
  await call('POST', `/${testNumber.phoneNumberId}/messages`, {
    messaging_product: 'whatsapp',
    recipient: userId,
    ...text(),
  })
  await quiet()
  assert.deepEqual(statuses().map((status) => [status['status'], status['recipient_user_id']])[0], ['sent', userId])
})

test.each([
  ['+52 55 1234 5678', '5215512345678'],
  ['541123456789', '5491123456789'],
  ['5215512345678', '5215512345678'],
])('%s is called %s in the answer and in what that person writes', async (to, waId) => {
  const { call, control, receiver, quiet } = await startTestSimulator()
  const path = `/v23.0/${testNumber.phoneNumberId}/messages`
  const reply = await call('POST', path, { messaging_product: 'whatsapp', to, ...text() })
  assert.deepEqual(reply.body['contacts'], [{ input: to, wa_id: waId }])
  await control('POST', 'inbound', inbound({ from: to }))
  await quiet()
  const writers = receiver.received.flatMap(({ value }) =>
    asArray(value['messages']).map((one) => asObject(one)['from']),
  )
  assert.deepEqual(writers, [waId])
})

test('a dropped connection after acceptance leaves a recorded message', async () => {
  const { send, control } = await startTestSimulator({ openWindow: true })
  await control('PUT', 'faults', { dropAfterAcceptRate: 1 })
  await assert.rejects(send(text()))
  assert.equal((await control('GET', 'messages/count')).body['count'], 1)
  await control('PUT', 'faults', { dropAfterAcceptRate: 0, dropBeforeAcceptRate: 1 })
  await assert.rejects(send(text()))
  const page = await control('GET', 'messages?limit=10')
  assert.deepEqual([asArray(page.body['messages']).length, page.body['next']], [1, '1'])
})

test('early statuses arrive before the answer to the send', async () => {
  const { send, control, statuses } = await startTestSimulator({ openWindow: true })
  await control('PUT', 'faults', { webhooks: { earlyStatuses: true } })
  await send(text())
  assert.equal(statuses().length, 3)
})

test('an injected code is refused at once or fails later, as Meta does with it', async () => {
  const { send, control, quiet, statuses } = await startTestSimulator({ openWindow: true })
  await control('PUT', 'faults', { errorRate: { 131016: 1 } })
  assert.deepEqual(errorOf(await send(text())).slice(0, 2), [500, 131016])
  await control('PUT', 'faults', { errorRate: { 131026: 1 } })
  assert.equal((await send(text())).status, 200)
  await quiet()
  assert.equal(asObject(asArray(statuses()[0]?.['errors'])[0])['code'], 131026)
})

test('magic numbers have fixed outcomes', async () => {
  const { send, quiet, statuses } = await startTestSimulator()
  assert.deepEqual(errorOf(await send({ ...text(), to: '+15550000003' })).slice(0, 2), [400, 131056])
  assert.deepEqual(errorOf(await send({ ...text(), to: '+15550000006' })).slice(0, 2), [500, 131000])
  await send({ ...text(), to: '+15550000009' })
  await quiet()
  assert.deepEqual(
    statuses().map(({ status }) => status),
    ['sent', 'read'],
  )
})

test('an override address is asked for its challenge before it is used', async () => {
  const { call, receiver, control, quiet } = await startTestSimulator({ callbackUrl: undefined })
  const path = `/v23.0/${testNumber.wabaId}/subscribed_apps`
  const subscribe = (token: string) => call('POST', path, { override_callback_uri: receiver.url, verify_token: token })
  assert.deepEqual(errorOf(await subscribe('bad')).slice(0, 2), [400, 2200])
  assert.deepEqual((await call('GET', path)).body, { data: [] })
  assert.deepEqual((await subscribe('good')).body, { success: true })
  await control('POST', 'inbound', inbound())
  await quiet()
  assert.equal(receiver.received.length, 1)
})

test('read receipts are for messages that came in', async () => {
  const { call, control } = await startTestSimulator()
  const { body: reply } = await control('POST', 'inbound', inbound())
  const path = `/${testNumber.phoneNumberId}/messages`
  const read = (id: unknown) => call('POST', path, { messaging_product: 'whatsapp', status: 'read', message_id: id })
  assert.deepEqual((await read(reply['wamid'])).body, { success: true })
  assert.deepEqual(errorOf(await read('wamid.none')).slice(0, 2), [400, 131009])
})

test('a reset forgets messages and keeps numbers', async () => {
  const { send, control, quiet, statuses } = await startTestSimulator({ openWindow: true })
  await control('PUT', 'faults', { statusDelaysMs: { sent: 500, delivered: 500, read: 500 } })
  await send(text())
  await control('POST', 'reset', {})
  assert.equal((await control('GET', 'messages/count')).body['count'], 0)
  await control('PUT', 'faults', { statusDelaysMs: { sent: 500, delivered: 500, read: 500 } })
  const { body } = await send(text())
  const wamid = asObject(asArray(body['messages'])[0])['id']
  await quiet() // what was due before is told before
  assert.deepEqual([...new Set(statuses().map((status) => status['id']))], [wamid])
  assert.equal(asArray((await control('GET', 'numbers')).body['numbers']).length, 1)
})
