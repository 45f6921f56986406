import assert from 'node:assert/strict'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import { test } from 'vitest'
import { renderFor } from '../index.ts'

const data = {
  messageId: 'm',
  wamid: 'wamid.1',
  status: 'failed' as const,
  to: '14155552671',
  toUserId: null,
  phoneNumberId: '106540352242922',
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: '2026-03-28T10:00:04.000Z',
  pricing: null,
  error: {
    code: 131047,
    subcode: null,
    title: 'Re-engagement message',
    details: null,
    cause: 'Send a template.',
    traceId: null,
  },
  metadata: { orderId: '1234' },
}
const endpoint = { id: 'p', accountId: 'a', url: 'https://example.com/', secret: 'whsec_AA==' }
const event = {
  id: 'e',
  accountId: 'a',
  type: 'message.status.failed',
  at: '2026-03-28T10:00:05.000Z',
  data,
} as GatewayEvent

test('a status is told in the words of the seed', () => {
  const rendered = renderFor('whatsapi', event, endpoint)
  assert.deepEqual(JSON.parse(rendered?.body ?? ''), {
    event: 'message.status_updated',
    timestamp: '2026-03-28T10:00:05.000Z',
    data: {
      messageId: 'm',
      status: 'failed',
      to: '14155552671',
      deliveredAt: null,
      readAt: null,
      failedAt: '2026-03-28T10:00:04.000Z',
      errorMessage: 'Send a template. (Re-engagement message, code 131047)',
      metadata: { orderId: '1234' },
    },
  })
})

test('other events and other dialects give nothing', () => {
  assert.equal(renderFor('whatsapi', { ...event, type: 'message.received' } as GatewayEvent, endpoint), null)
  assert.equal(renderFor('unknown', event, endpoint), null)
})
