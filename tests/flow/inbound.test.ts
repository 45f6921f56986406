import assert from 'node:assert/strict'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { startSimulator } from '@dawk/simulator/simulator.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type GatewayProcess, startGatewayProcess } from '../support/gateway.ts'
import { checked } from '../support/native.ts'
import { until } from '../support/processes.ts'
import { startReceiver } from './receiver.ts'
import { freshPhone, simulatorControl } from './simulator-control.ts'

const number = {
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  displayPhoneNumber: '+1 555 000 1111',
  verifiedName: 'Shop',
  accessToken: 'EAAreal',
  appSecret: 'the-secret-of-the-app',
}

let meta: Awaited<ReturnType<typeof startSimulator>>
let gateway: GatewayProcess
let call: GatewayProcess['call']
let simulator: ReturnType<typeof simulatorControl>

/** A real number at a Meta that the simulator plays, with the 24-hour rule. */
beforeAll(async () => {
  meta = await startSimulator({ port: 0 })
  gateway = await startGatewayProcess(null, { META_GRAPH_URL: meta.url })
  call = await checked(gateway)
  simulator = simulatorControl(meta.url)
  await control('PUT', 'numbers', { numbers: [{ ...number, callbackUrl: `${gateway.url}/webhooks/whatsapp` }] })
  await simulator.faults({ statusDelaysMs: { sent: 10, delivered: 30, read: 60 } })
  const credentials = {
    whatsappAccessToken: number.accessToken,
    whatsappPhoneNumberId: number.phoneNumberId,
    whatsappAppSecret: number.appSecret,
  }
  assert.equal((await gateway.call('PUT', '/auth/me/credentials', credentials)).status, 200)
  await gateway.call('POST', '/auth/me/credentials/verify') // it proves the number, which receives from then on
})
afterAll(async () => {
  await gateway.close()
  await meta.close()
})

async function control(method: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(`${meta.url}/_simulator/${path}`, { method, headers, body: JSON.stringify(body) })
  assert.equal(reply.status, 200, await reply.text())
}

const receive = (body: object) => simulator.inbound({ phoneNumberId: number.phoneNumberId, ...body })
const send = (to: string, body = 'hi') => call('POST', '/v1/messages', { to, type: 'text', text: { body } })
const ended = (id: string, status: string) =>
  until(`${id} ${status}`, async () => {
    const { body } = await call('GET', `/v1/messages/${id}`)
    return body.status === status && body
  })

// biome-ignore lint/suspicious/noExplicitAny: bodies have many shapes
function conversationWith(phone: string, is: (found: any) => boolean = () => true): Promise<any> {
  return until(`the conversation with ${phone}`, async () => {
    const { body } = await call('GET', `/v1/conversations?search=${phone}`)
    return body.data.length === 1 && is(body.data[0]) && body.data[0]
  })
}

/** Lets a day and an hour pass: at Meta by its clock, here in what is stored. */
async function tomorrow(): Promise<void> {
  await control('PUT', 'clock', { advanceMs: 25 * 3600_000 })
  assert.equal(await gateway.process().stop('SIGTERM'), 0)
  const db = await openDatabase({
    dataDir: gateway.dataDir,
    ...(gateway.databaseUrl && { url: gateway.databaseUrl }),
  })
  const day = `interval '25 hours'`
  await db.worker.query(`update number_coverage set since = since - ${day}`)
  await db.worker.query(`update receiving set gap_at = gap_at - ${day}`)
  await db.worker.query(`update conversations set last_inbound_at = last_inbound_at - ${day}`)
  await db.close()
  await gateway.restart()
}

test('the window: unknown at first, then open, closed after a day, and open again when the person writes', async () => {
  const [person, stranger] = [freshPhone(), freshPhone()]
  const unknown = await send(stranger)
  assert.equal(unknown.status, 202, 'nothing is known yet: Meta decides')
  const refused = await ended(unknown.body.id, 'failed')
  assert.equal(refused.error.code, 131047)

  await receive({ from: person, type: 'text', text: { body: 'hello' } })
  await conversationWith(person, ({ window }) => window.state === 'open')
  await ended((await send(person)).body.id, 'read')

  await tomorrow()
  const closed = await send(person)
  assert.deepEqual([closed.status, closed.body.code], [422, 'window_closed'])
  assert.ok(closed.body.detail.startsWith(refused.error.cause), 'in the words of Meta’s refusal')
  assert.match(closed.body.detail, /The window closed at \d{4}-\d\d-\d\dT/)
  assert.match((await send(stranger)).body.detail, /They have not written to this number/)
  assert.equal((await conversationWith(person)).window.state, 'closed')
  const template = { name: 'hello_world', language: 'en_US' }
  const reply = await gateway.call('POST', '/send-message', { to: person, template })
  assert.equal(reply.status, 202)
  await ended(reply.body.data.id, 'read')

  await receive({ from: person, type: 'text', text: { body: 'back again' } })
  await conversationWith(person, ({ window }) => window.state === 'open')
  await ended((await send(person, 'welcome')).body.id, 'read')
})

test('each kind goes in at Meta and comes out at the receiver, once, also doubled and shuffled', async (t) => {
  const receiver = await startReceiver(t)
  const events = ['messages', 'statuses']
  const webhook = { webhookUrl: receiver.url, webhookEnabled: true, webhookEvents: events }
  assert.equal((await gateway.call('PUT', '/api/v1/webhook', webhook)).status, 200)
  await simulator.faults({ webhooks: { duplicateRate: 0.5, reorder: true } })
  t.onTestFinished(() => simulator.faults({ webhooks: { duplicateRate: 0, reorder: false } }))
  const from = freshPhone()
  const kinds = [
    { type: 'text', text: { body: 'hi' } },
    { type: 'image', image: { caption: 'a picture' } },
    { type: 'video' },
    { type: 'audio' },
    { type: 'document' },
    { type: 'sticker' },
    { type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Home' } },
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Ann Lee', first_name: 'Ann' } }] },
    { type: 'button', button: { text: 'Stop' } },
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'Yes' } } },
    { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{"flow_token":"t"}' } } },
    { type: 'order', order: { catalog_id: '1', product_items: [] } },
    { type: 'unsupported' },
    { type: 'hologram', hologram: { size: 3 } },
  ]
  const sent = new Map<string, string>()
  for (const kind of kinds) sent.set((await receive({ from, ...kind }))[0] ?? '', kind.type)
  const [first = ''] = sent.keys()
  const about = [
    { type: 'reaction', reaction: { message_id: first, emoji: '👍' } },
    { type: 'reaction', reaction: { message_id: first } },
    { type: 'edit', edit: { original_message_id: first, message: { type: 'text', text: { body: 'hi!' } } } },
    { type: 'revoke', revoke: { original_message_id: first } },
    { type: 'system', system: { type: 'user_changed_number', wa_id: freshPhone() } },
  ]
  for (const kind of about) sent.set((await receive({ from, ...kind }))[0] ?? '', kind.type)
  interface Come {
    event: string
    data: { messageId: string; type: string }
  }
  // A delivery may be repeated, by a lane whose lease ended on a busy machine; its id tells the receiver.
  const deliveries = () => [
    ...new Map(receiver.received.map(({ headers, body }) => [headers['webhook-id'], body])).values(),
  ]
  const messages = () => (deliveries() as unknown as Come[]).filter(({ event }) => event === 'message')
  await until('every message', async () => new Set(messages().map(({ data }) => data.messageId)).size >= sent.size)
  const come = messages()
  // A deletion that came before its message, or together with it, leaves nothing to tell but that it was there.
  const typeOf = ({ messageId, type }: { messageId: string; type: string }) =>
    messageId === first && type === 'deleted' ? 'text' : type
  assert.deepEqual(new Map(come.map(({ data }) => [data.messageId, typeOf(data)])), sent)
  assert.equal(come.length, sent.size, 'each once')
  const conversation = await conversationWith(from, ({ unread }) => unread === kinds.length)
  // An edit and a deletion change the message that they speak of, also when it comes after them.
  await until('as many messages as are words, reactions and notices', async () => {
    const { body } = await call('GET', `/v1/conversations/${conversation.id}/messages?limit=100`)
    return body.data.length === kinds.length + 3
  })
})

test('the phone app: echoes and history are in the conversation, its contact book names the person', async () => {
  const phone = freshPhone()
  await receive({ from: phone, type: 'text', text: { body: 'is it open today?' } })
  await conversationWith(phone)
  const field = (name: string, body: object) => receive({ field: name, ...body })
  await field('smb_message_echoes', { to: phone, type: 'text', text: { body: 'until six' } })
  const messages = [
    { text: { body: 'long ago' }, timestamp: '1780000000' },
    { text: { body: 'an answer' }, timestamp: '1780000060', status: 'READ' },
  ]
  await field('history', { threads: [{ id: phone, messages }] })
  await field('smb_app_state_sync', { contacts: [{ phone, name: 'Neighbour' }] })
  const { id } = await conversationWith(
    phone,
    ({ lastMessage, unread, contact }) => lastMessage.preview === 'until six' && unread === 0 && contact.name !== null,
  )
  const said = await until('the history', async () => {
    const { body } = await call('GET', `/v1/conversations/${id}/messages`)
    return body.data.length === 4 && body.data
  })
  assert.deepEqual(
    said.map((one: { content: { text: { body: string } }; direction: string }) => [
      one.content.text.body,
      one.direction,
    ]),
    [
      ['until six', 'outbound'],
      ['is it open today?', 'inbound'],
      ['an answer', 'outbound'],
      ['long ago', 'inbound'],
    ],
  )
})
