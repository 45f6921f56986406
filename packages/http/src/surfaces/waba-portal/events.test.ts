import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import { test } from 'vitest'
import { renderEvent } from './events.ts'
import messageEvent from './fixtures/message-event.json' with { type: 'json' }

const endpoint = { id: 'p', accountId: 'your-project-id', url: 'https://example.com/', secret: 'a1b2c3' }
const at = '2024-01-15T10:30:00.123Z'
const render = (type: string, data: Record<string, unknown>) =>
  renderEvent({ id: 'e', accountId: endpoint.accountId, type, at, data } as GatewayEvent, endpoint)
const received = (message: Record<string, unknown>, more: object = {}) =>
  render('message.received', { messageId: 'm', fromUserId: null, contact: null, message, ...more })

const { messageId: id, contact, ...message } = messageEvent.data

test("a text is told as in the seed's example, in the order of its members", () => {
  const data = { contact: { profile: { name: contact.name }, wa_id: contact.wa_id } }
  assert.equal(received({ id, ...message }, data)?.body, JSON.stringify(messageEvent))
})

test('the signature is over the bytes, which survive parsing and writing', () => {
  const odd = { from: '91', id, type: 'text', text: { body: 'é\u2028😀"\\/', 2: 'b', 1: 'a', n: 1e21, z: -0 } }
  const rendered = received(odd)
  assert.ok(rendered)
  assert.equal(JSON.stringify(JSON.parse(rendered.body)), rendered.body)
  const signature = createHmac('sha256', endpoint.secret).update(rendered.body).digest('hex')
  assert.equal(rendered.headers['x-webhook-signature'], signature)
})

test.each([
  { type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: 'A' } },
  { type: 'audio', audio: { id: '1', voice: true } },
  { type: 'location', location: { latitude: 1, longitude: 2 } },
  { type: 'contacts', contacts: [{ name: { formatted_name: 'A' } }] },
  { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } },
  { type: 'button', button: { text: 'Yes', payload: 'y' }, context: { id: 'wamid.1' } },
  { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } } },
  { type: 'order', order: { catalog_id: '1', product_items: [] } },
  { type: 'system', system: { body: 'changed', wa_id: '92' } },
  { type: 'unsupported', errors: [{ code: 131051 }] },
])('$type keeps its content and its context', (content) => {
  const { data } = JSON.parse(received({ from: '91', id, timestamp: '1', ...content })?.body ?? '')
  const { from, messageId, timestamp, contact: person, ...kept } = data
  assert.deepEqual([from, messageId, timestamp, person], ['91', id, '1', { name: null, wa_id: '91' }])
  assert.deepEqual(kept, content)
})

test('a text of a person who has a user id as well has the members of the example and no other', () => {
  const more = { from_user_id: 'IN.1', from_parent_user_id: 'IN.2' }
  const data = { contact: { profile: { name: contact.name }, wa_id: contact.wa_id }, fromUserId: 'IN.1' }
  assert.equal(received({ id, ...message, ...more }, data)?.body, JSON.stringify(messageEvent))
})

test('one who shows no number is named by user id', () => {
  const { data } = JSON.parse(received({ id, type: 'text', text: { body: 'Hi' } }, { fromUserId: 'IN.1' })?.body ?? '')
  assert.deepEqual([data.from, data.contact.wa_id], ['IN.1', null])
})

test("a failure carries Meta's error, other statuses none; what is neither is not told", () => {
  const error = {
    code: 131047,
    title: 'Re-engagement message',
    details: 'More than 24 hours',
    cause: 'Send a template.',
  }
  const status = (name: string, data: object) =>
    JSON.parse(
      render(`message.status.${name}`, { messageId: 'm', wamid: id, status: name, to: '91', ...data })?.body ?? '',
    )
  assert.deepEqual(status('failed', { error }), {
    event: 'status',
    timestamp: messageEvent.timestamp,
    projectId: messageEvent.projectId,
    data: {
      messageId: id,
      status: 'failed',
      timestamp: '1705314600',
      to: '91',
      errors: [{ code: 131047, title: error.title, message: error.title, error_data: { details: error.details } }],
    },
  })
  assert.equal('errors' in status('read', { error: null }).data, false)
  assert.equal(status('sent', { wamid: null, error: null }).data.messageId, 'm')
  assert.equal(render('whatsapp.other', {}), null)
})
