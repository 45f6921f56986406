import { type GatewayEvent, isEventOf } from '@dawk/core/events/event.ts'
import type { RenderedEvent } from '../surface.ts'
import { describeFailure } from './errors.ts'

export const eventTypes = [
  'message.status.sent',
  'message.status.delivered',
  'message.status.read',
  'message.status.failed',
] as const

/** The seed's one event. The vendor's page describes no signature; the Standard Webhooks headers come from the core. */
export function renderEvent(event: GatewayEvent): RenderedEvent | null {
  if (!isEventOf(event, eventTypes)) return null
  const message = event.data
  const body = JSON.stringify({
    event: 'message.status_updated',
    timestamp: event.at,
    data: {
      messageId: message.messageId,
      status: message.status,
      to: message.to ?? message.toUserId,
      deliveredAt: message.deliveredAt,
      readAt: message.readAt,
      failedAt: message.failedAt,
      errorMessage: message.error && describeFailure(message.error),
      metadata: message.metadata,
    },
  })
  return { body, headers: { 'content-type': 'application/json' } }
}
