import assert from 'node:assert/strict'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import { test } from 'vitest'
import { renderEvent } from './events.ts'
import dlr from './fixtures/dlr-callback.json' with { type: 'json' }
import mo from './fixtures/mo-callback.json' with { type: 'json' }

const event = (type: string, data: Record<string, unknown>) => {
  const rendered = renderEvent({ id: 'e', accountId: 'a', type, at: '2026-01-01T00:00:00.000Z', data } as GatewayEvent)
  return rendered && JSON.parse(rendered.body)
}
const status = (name: string, more: object = {}) =>
  event(`message.status.${name}`, { messageId: 'm', status: name, deliveredAt: null, metadata: null, ...more })

test('DLR: the four statuses of the seed, and reads only where they stand in for a delivery', () => {
  const told = [
    status('sent'),
    status('delivered', { deliveredAt: 'now' }),
    status('read', { deliveredAt: 'now' }),
    status('read'),
    status('failed', { error: { code: 131047 } }),
    status('failed', { error: { code: 131035 } }),
  ]
  assert.deepEqual(
    told.map((body) => body?.status),
    ['sent', 'received', undefined, 'received', 'rejected', 'expired'],
  )
  assert.deepEqual(status('sent', { metadata: { reference: 'r-1' } }), { id: 'm', status: 'sent', reference: 'r-1' })
  assert.deepEqual(Object.keys(status('sent')), Object.keys(dlr))
})

test('MO: members of the seed; one who shows no number is named by user id', () => {
  const message = { from: '64211234567', id: 'wamid.1', timestamp: '1', type: 'text', text: { body: 'Hi' } }
  const data = { messageId: 'm', from: '64211234567', fromUserId: null, phoneNumberId: '106', message }
  const told = event('message.received', data)
  assert.deepEqual(Object.keys(told), Object.keys(mo))
  assert.deepEqual(
    [told.id, told.source, told.Destination, told.content.from],
    ['m', '+64211234567', '106', '+64211234567'],
  )
  assert.deepEqual(told.content.text, { preview_url: false, body: 'Hi' })
  const { from: _, ...nameless } = message
  assert.equal(event('message.received', { ...data, from: null, fromUserId: 'IN.1', message: nameless }).source, 'IN.1')
})

test('MO: what is not known yet goes out as it came', () => {
  const message = { from: '64211234567', id: 'wamid.1', type: 'hologram', hologram: { size: 3 } }
  const data = { messageId: 'm', from: '64211234567', fromUserId: null, phoneNumberId: '106', message }
  assert.deepEqual(event('message.received.unknown', data).content.hologram, { size: 3 })
  assert.equal(event('endpoint.disabled', {}), null)
})
