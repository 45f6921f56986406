import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  simulator = simulatorControl(gateway.simulatorUrl)
})
afterAll(() => gateway.close())

const messaging_product = 'whatsapp'
const template = { name: 'hello_world', language: { code: 'en_US' } }
const post = (body: object, headers?: Record<string, string>) =>
  gateway.call('POST', `/graph/v23.0/${gateway.phoneNumberId}/messages`, body, headers)
const send = (body: object) => post({ messaging_product, ...body })

const lastOf = (user: string) => simulator.lastOn(gateway.phoneNumberId, user)

test('a text is answered with the wamid under which Meta took it', async () => {
  const to = freshPhone()
  const input = `+${to.slice(0, 1)} (${to.slice(1, 4)}) ${to.slice(4, 7)}-${to.slice(7)}`
  const { status, body } = await send({ to: input, text: { body: 'Hi' } })
  const [taken] = (await simulator.sends()).filter((one) => one.to === to)
  assert.equal(status, 200)
  assert.deepEqual(body, {
    messaging_product,
    contacts: [{ input, wa_id: to }],
    messages: [{ id: taken?.wamid }],
  })
})

const link = { display_text: 'Open', url: 'https://example.com' }
const picture = { type: 'image', image: { link: 'https://example.com/a.png' } }
const linkCard = (card_index: number) => ({
  card_index,
  type: 'cta_url',
  header: picture,
  action: { name: 'cta_url', parameters: link },
})
const interactives = [
  { type: 'button', header: picture, action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] } },
  {
    type: 'list',
    footer: { text: 'f' },
    action: { button: 'Open', sections: [{ rows: [{ id: '1', title: 'One' }] }] },
  },
  { type: 'cta_url', action: { name: 'cta_url', parameters: link } },
  { type: 'location_request_message', action: { name: 'send_location' } },
  { type: 'address_message', action: { name: 'address_message', parameters: { country: 'IN' } } },
  {
    type: 'flow',
    action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '1', flow_cta: 'Start', mode: 'draft' } },
  },
  { type: 'product', action: { catalog_id: '1', product_retailer_id: 'p' } },
  {
    type: 'product_list',
    header: { type: 'text', text: 'Shoes' },
    action: { catalog_id: '1', sections: [{ title: 'S', product_items: [{ product_retailer_id: 'p' }] }] },
  },
  { type: 'catalog_message', action: { name: 'catalog_message' } },
  { type: 'carousel', action: { cards: [linkCard(0), linkCard(1)] } },
  { type: 'call_permission_request', action: { name: 'call_permission_request' } },
  { type: 'voice_call', action: { name: 'voice_call', parameters: { display_text: 'Call us', ttl_minutes: 100 } } },
  { type: 'request_contact_info' },
]
test('a person who shows no phone number is reached by user id, and told of by it', async () => {
  const recipient = 'IN.13491208655302741918'
  const { status, body } = await send({ recipient, type: 'text', text: { body: 'Hi' } })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body.contacts, [{ input: recipient, user_id: recipient }])
  const [{ id }] = body.messages
  await until('it to be read', async () => (await gateway.call('GET', `/messages/${id}`)).body.data.status === 'read')
  assert.equal((await gateway.call('GET', `/messages/${id}`)).body.data.to, recipient)
  assert.equal((await simulator.sends()).filter((one) => one.to === recipient).length, 1)
  const to = freshPhone()
  const both = await send({ to, recipient, text: { body: 'Hi' } })
  assert.deepEqual(both.body.contacts, [{ input: to, wa_id: to }])
})

/** As the native surface names members. */
const inCamelCase = (content: object) =>
  JSON.parse(JSON.stringify(content), (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [toCamelCase(name), member]))
      : value,
  )
const toCamelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const wamid = 'wamid.HBgLMTU1NQ=='
test.each([
  { type: 'image', image: { link: 'https://example.com/a.png', caption: 'A' } },
  { type: 'video', video: { link: 'https://example.com/a.mp4' } },
  { type: 'audio', audio: { link: 'https://example.com/a.ogg', voice: true } },
  { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } },
  { type: 'sticker', sticker: { link: 'https://example.com/a.webp' } },
  { type: 'location', location: { latitude: '12.97', longitude: 77.59 } },
  { type: 'contacts', contacts: [{ name: { formatted_name: 'Asha', first_name: 'Asha' } }] },
  { type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } },
  { type: 'reaction', reaction: { message_id: wamid, emoji: '' } },
  ...interactives.map((interactive) => ({
    type: 'interactive',
    interactive: { body: { text: 'Sure? 👍' }, ...interactive },
  })),
  { type: 'template', template },
])('$type $interactive.type reaches Meta as it was given', async (content) => {
  const to = freshPhone()
  const { status, body } = await send({ to, ...content })
  assert.equal(status, 200, JSON.stringify(body))
  assert.match(body.messages[0].id, /^wamid\./)
  const { body: stored } = await gateway.call('GET', `/messages/${body.messages[0].id}`)
  assert.deepEqual((await lastOf(to)).content, Object.values(content)[1])
  const [taken] = (await simulator.sends()).filter((one) => one.to === to)
  assert.deepEqual([taken?.type, taken?.biz_opaque_callback_data], [content.type, stored.data.id])
  const { body: read } = await gateway.call('GET', `/v1/messages/${stored.data.id}`)
  assert.deepEqual({ type: read.type, ...read.content }, inCamelCase(content))
})

test('a quoted message reaches Meta, and callback data stays beside ours', async () => {
  const to = freshPhone()
  const { body } = await send({
    to,
    type: 'text',
    text: { body: 'As you said' },
    context: { message_id: wamid },
    biz_opaque_callback_data: 'order 7',
  })
  assert.deepEqual((await lastOf(to)).context, { message_id: wamid })
  const { body: stored } = await gateway.call('GET', `/messages/${body.messages[0].id}`)
  assert.deepEqual(stored.data.metadata, { biz_opaque_callback_data: 'order 7' })
  const [taken] = (await simulator.sends()).filter((one) => one.to === to)
  assert.equal(taken?.biz_opaque_callback_data, stored.data.id)
})

test("Meta's refusal is the answer, in Meta's envelope", async () => {
  const { status, body } = await send({ to: freshPhone(), type: 'template', template: { ...template, name: 'nobody' } })
  assert.deepEqual([status, body.error.code, body.error.type], [404, 132001, 'OAuthException'])
  assert.match(body.error.message, /^\(#132001\) [^(]/)
  assert.match(body.error.error_data.details, /nobody/)
  assert.match(body.error.fbtrace_id, /^A/)
})

test('past the wait the answer carries our id', async (t) => {
  t.onTestFinished(() => simulator.faults({ latencyMs: 0 }))
  await simulator.faults({ latencyMs: 12_000 })
  const started = Date.now()
  const { status, body } = await send({ to: freshPhone(), text: { body: 'Slow' } })
  assert.ok(Date.now() - started >= 9_900)
  assert.equal(status, 200)
  assert.match(body.messages[0].id, /^[0-9a-f-]{36}$/)
  assert.equal((await gateway.call('GET', `/messages/${body.messages[0].id}`)).status, 200)
})

test('a repeated idempotency key sends once and gives the same wamid', async () => {
  const headers = { 'idempotency-key': 'graph-1' }
  const to = freshPhone()
  const text = (body: string) => ({ messaging_product, to, type: 'text', text: { body } })
  const replies = await Promise.all(Array.from({ length: 10 }, () => post(text('Once'), headers)))
  assert.equal(new Set(replies.map(({ body }) => body.messages[0].id)).size, 1)
  assert.equal(replies.filter((reply) => reply.headers.has('idempotency-replayed')).length, 9)
  assert.equal((await simulator.sends()).filter((one) => one.to === to).length, 1)
  assert.equal((await post(text('Other'), headers)).status, 409)
})

test.each([
  [100, { to: '14155552671', text: { body: 'x' }, messaging_product: undefined }],
  [100, { to: '14155552671', text: { body: 'x' }, messaging_product: 'sms' }],
  [100, { text: { body: 'x' } }],
  [131009, { to: 'nobody', text: { body: 'x' } }],
  [131009, { to: '+1 415 555 267', text: { body: 'x' } }],
  [131009, { to: '+999 1234 5678', text: { body: 'x' } }],
  [131009, { recipient: 'nobody', text: { body: 'x' } }],
  [100, { to: '14155552671', type: 'constructor' }],
  [131008, { to: '14155552671', type: 'image' }],
  [131008, { to: '14155552671', type: 'text', text: { body: '' } }],
  [131009, { to: '14155552671', type: 'text', text: { body: 'x'.repeat(4097) } }],
  [131009, { to: '14155552671', type: 'text', text: 'x' }],
  [100, { to: '14155552671', type: 'image', image: { id: 'abc' } }],
  [131009, { to: '14155552671', type: 'interactive', interactive: { type: 'poem' } }],
  [131008, { to: '14155552671', type: 'interactive', interactive: { ...interactives[0] } }],
  [131009, { to: '14155552671', type: 'reaction', reaction: { message_id: wamid, emoji: 'ok' } }],
  [100, { to: '14155552671', type: 'text', text: { body: 'a\0' } }],
  [131009, { to: '14155552671', type: 'image', image: { id: '1', link: 'https://example.com' } }],
  [131009, { to: '14155552671', type: 'location', location: { latitude: 91, longitude: 0 } }],
  [131008, { to: '14155552671', type: 'template', template: { name: 'a' } }],
  [131009, { to: '14155552671', text: { body: 'x' }, biz_opaque_callback_data: 'x'.repeat(513) }],
  [131008, { to: '14155552671', text: { body: 'x' }, context: {} }],
])('%i answers %j', async (code, body) => {
  const reply = await send(body)
  assert.deepEqual([reply.status, reply.body.error.code], [400, code])
  assert.equal(typeof reply.body.error.fbtrace_id, 'string')
})

test('a refusal names each member, its limit and what was given', async () => {
  const buttons = ['Yes', 'Yes', 'A title of more than 20'].map((title, id) => ({
    type: 'reply',
    reply: { id, title },
  }))
  const interactive = { type: 'button', body: { text: 'x' }, action: { buttons } }
  const to = freshPhone()
  const { body } = await send({ to, type: 'interactive', interactive })
  const { details } = body.error.error_data
  assert.match(details, /interactive\.action\.buttons\.0\.reply\.id must be a string, got 0\./)
  assert.match(details, /interactive\.action\.buttons\.1\.reply\.title must be unique: "Yes"/)
  assert.match(details, /buttons\.2\.reply\.title length invalid\. Min length: 1, Max length: 20 \(has 23: "A title/)
  assert.equal((await simulator.sends()).filter((one) => one.to === to).length, 0)
})

test('a reaction to what is not in the chat is taken, as at Meta, and fails as there', async () => {
  const [here, elsewhere] = [freshPhone(), freshPhone()]
  const target = await send({ to: elsewhere, type: 'text', text: { body: 'over there' } })
  const { status, body } = await send({
    to: here,
    type: 'reaction',
    reaction: { message_id: target.body.messages[0].id, emoji: '👍' },
  })
  assert.equal(status, 200)
  const failed = await until('it failed', async () => {
    const { body: message } = await gateway.call('GET', `/v1/messages/${body.messages[0].id}`)
    return message.status === 'failed' && message
  })
  assert.equal(failed.error.code, 131009)
})

test('a text that is too long is told of in the words of Meta', async () => {
  const { status, body } = await send({ to: freshPhone(), type: 'text', text: { body: 'x'.repeat(4097) } })
  assert.deepEqual([status, body.error.code], [400, 131009])
  assert.match(
    body.error.error_data.details,
    /^Param text\.body length invalid\. Min length: 1, Max length: 4096 \(has 4097/,
  )
})

test('a message is marked as read, with or without the typing indicator', async () => {
  const [message_id = ''] = await simulator.inbound({
    phoneNumberId: gateway.phoneNumberId,
    from: freshPhone(),
    type: 'text',
    text: { body: 'hello' },
  })
  const isStored = async () => (await gateway.call('GET', `/messages/${message_id}`)).status === 200
  await until('it to be stored', isStored)
  for (const extra of [{}, { typing_indicator: { type: 'text' } }]) {
    const { status, body } = await send({ status: 'read', message_id, ...extra })
    assert.deepEqual([status, body], [200, { success: true }])
  }
  const sent = await send({ to: freshPhone(), text: { body: 'ours' } })
  for (const other of ['wamid.nobody', 'x', sent.body.messages[0].id]) {
    const { status, body } = await send({ status: 'read', message_id: other })
    assert.deepEqual([status, body.error.code], [400, 131009], other)
  }
  assert.equal((await send({ status: 'read', message_id: '\0' })).body.error.code, 100)
  assert.equal((await send({ status: 'read' })).body.error.code, 131008)
  assert.equal((await send({ status: 'seen', message_id })).body.error.code, 131009)
})
