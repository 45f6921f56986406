import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import sendText from '../../../packages/http/src/surfaces/waba-portal/fixtures/send-text.json' with { type: 'json' }
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  simulator = simulatorControl(gateway.simulatorUrl)
})
afterAll(() => gateway.close())

const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  gateway.call('POST', `/api/v1/messages/${path}`, body, headers)

const lastOf = (user: string) => simulator.lastOn(gateway.phoneNumberId, user)

test('a text is answered as in the seed, with the wamid under which Meta took it', async () => {
  const to = freshPhone()
  const { status, body } = await post('text', { ...sendText.request, to })
  const [taken] = (await simulator.sends()).filter((one) => one.to === to)
  assert.deepEqual([status, body], [200, { ...sendText.reply, messageId: taken?.wamid }])
  assert.deepEqual((await lastOf(to))['content'], { body: sendText.request.message })
})

const parameters = [
  { type: 'text', text: 'Asha' },
  { type: 'text', text: 'A-77' },
]
const interactive = {
  type: 'button',
  body: { text: 'Sure?' },
  action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
}
test.each([
  ['template', { templateName: 'order_ready', language: 'en_US', parameters: ['Asha', 'A-77'] }, 'order_ready'],
  [
    'template',
    { templateName: 'order_ready', language: 'en_US', components: [{ type: 'body', parameters }] },
    'order_ready',
  ],
  ['template', { templateName: 'hello_world', language: 'en_US' }, 'hello_world'],
  ['media', { type: 'image', mediaUrl: 'https://example.com/a.png', caption: 'A' }, 'https://example.com/a.png'],
  ['media', { type: 'document', mediaUrl: 'https://example.com/a.pdf', filename: 'a.pdf' }, 'a.pdf'],
  ['interactive', { interactive }, 'Sure?'],
])('%s %j reaches Meta', async (path, content, word) => {
  const to = freshPhone()
  const { status, body } = await post(path, { to, ...content })
  assert.deepEqual([status, body.success], [200, true], JSON.stringify(body))
  assert.match(body.messageId, /^wamid\./)
  assert.ok(JSON.stringify((await lastOf(to))['content']).includes(word))
})

test.each([
  ['template', { templateName: 'nobody', language: 'en_US' }, 404, 'Template not found'],
  ['text', { to: '15550000002', message: 'Hi' }, 200, undefined], // the simulator fails this one later
])('%s %j: what Meta refuses is told in the words of the page', async (path, content, status, words) => {
  const reply = await post(path, { to: freshPhone(), ...content })
  assert.deepEqual([reply.status, reply.body.error], [status, words])
})

test('a repeated Idempotency-Key gives the same wamid, another body under it 409', async () => {
  const body = { to: freshPhone(), message: 'once' }
  const headers = { 'idempotency-key': 'portal-1' }
  const first = await post('text', body, headers)
  const again = await post('text', body, headers)
  assert.deepEqual([again.body, again.headers.get('idempotency-replayed')], [first.body, 'true'])
  const other = await post('text', { ...body, message: 'twice' }, headers)
  assert.deepEqual([other.status, Object.keys(other.body)], [409, ['error']])
  assert.equal((await simulator.sends()).filter(({ to }) => to === body.to).length, 1)
})

const to = '919876543210'
test.each([
  ['a plus', 'text', { to: '+919876543210', message: 'x' }],
  ['spaces', 'text', { to: '91 9876543210', message: 'x' }],
  ['letters', 'media', { to: 'Asha', type: 'image', mediaUrl: 'https://example.com/a.png' }],
  ['nothing', 'interactive', { to: '', interactive }],
  ['a short number', 'template', { to: '91987', templateName: 'a', language: 'en' }],
  ['a number', 'text', { to: 919876543210, message: 'x' }],
  ['a long text', 'text', { to: '9'.repeat(1000), message: 'x' }],
])('a phone number with %s answers as in the seed', async (_name, path, body) => {
  const reply = await post(path, body)
  assert.deepEqual([reply.status, reply.body], [400, sendText.error])
})

test.each([
  ['text', {}, 'to is required'],
  ['text', { to }, 'message'],
  ['text', { to, message: '' }, 'message'],
  ['text', { to, message: 'x'.repeat(4097) }, 'message'],
  ['text', { to, message: null }, 'message'],
  ['text', { to, message: 'a\0b' }, 'message'],
  ['text', `{"to":"${to}","message":"\\ud800"}`, 'message'],
  ['text', [], 'body'],
  ['text', 'null', 'body'],
  ['text', '', 'body'],
  ['text', '{', 'JSON'],
  ['template', { to, templateName: 'a' }, 'language'],
  ['template', { to, templateName: 'a', language: 'en', parameters: [1] }, 'parameters.0'],
  ['template', { to, templateName: 'a', language: 'en', parameters: ['x'], components: [] }, 'parameters'],
  ['template', { to, templateName: 'a', language: 'en', components: {} }, 'components'],
  ['media', { to, type: 'image' }, 'mediaUrl'],
  ['media', { to, type: 'image', mediaUrl: 'https://example.com/', mediaId: '1' }, 'mediaUrl'],
  ['media', { to, type: 'gif', mediaUrl: 'https://example.com/' }, 'type'],
  ['media', { to, type: 'image', mediaUrl: 'https://example.com/', caption: 'x'.repeat(1025) }, 'caption'],
  ['interactive', { to }, 'interactive'],
  ['interactive', { to, interactive: [] }, 'interactive'],
])('%s %j answers 400 and says what is wrong', async (path, body, word) => {
  const reply = await post(path, body)
  assert.equal(reply.status, 400, JSON.stringify(reply.body))
  assert.ok(`${reply.body.error} ${reply.body.details}`.includes(word), JSON.stringify(reply.body))
})

test('a text as long as may be is sent, also of characters that take two units', async () => {
  for (const message of ['x'.repeat(4096), '😀'.repeat(2048)])
    assert.equal((await post('text', { to: freshPhone(), message })).status, 200)
})

test('without a good key 401, and the transport refuses in the same shape', async () => {
  const replies = [
    await post('text', { to, message: 'x' }, { authorization: '' }),
    await post('text', { to, message: 'x' }, { authorization: `Bearer sk_live_${'0'.repeat(48)}` }),
    await post('text', { to, message: 'x'.repeat(1_100_000) }),
    await post('text', 'to=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    await gateway.call('PATCH', '/api/v1/messages/text', {}),
    await gateway.call('GET', '/api/v1/nowhere'),
    await gateway.call('GET', '/api/v1'),
  ]
  assert.deepEqual(
    replies.map(({ status }) => status),
    [401, 401, 413, 415, 405, 404, 404],
  )
  for (const { body } of replies) assert.deepEqual(Object.keys(body), ['error'])
})
