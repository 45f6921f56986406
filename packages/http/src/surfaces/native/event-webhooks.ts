import { eventCatalogue } from '@dawk/core/events/catalogue.ts'
import Type from 'typebox'
import type { WebhookDescription } from '#openapi/document.ts'
import { EventView } from '#resources/events/event-view.ts'

const headers = { 'x-mappstore-signature': 'Hex HMAC-SHA256 of the body, keyed with the secret of the endpoint.' }

const delivered = {
  id: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4',
  type: 'message.status.delivered',
  timestamp: '2026-11-21T08:00:00.000Z',
  data: {
    messageId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d5',
    wamid: 'wamid.HBgLMTQxNTU1NTI2NzEVAgARGBI',
    status: 'delivered',
    to: '14155552671',
    toUserId: null,
    phoneNumberId: '106540352242922',
    sentAt: '2026-11-21T07:59:58.000Z',
    deliveredAt: '2026-11-21T08:00:00.000Z',
    readAt: null,
    failedAt: null,
    pricing: { category: 'utility', type: 'regular', model: 'PMP', billable: true },
    error: null,
    metadata: { orderId: '1234' },
  },
}

/** What an endpoint of this dialect is sent, for each type of event. */
export const eventWebhooks: Record<string, WebhookDescription> = Object.fromEntries(
  Object.entries(eventCatalogue).map(([type, { when, data }]) => [
    type,
    {
      summary: type,
      description: `${when}.`,
      headers,
      schema: Type.Object({ ...EventView.properties, type: Type.Literal(type), data }),
      ...(type === delivered.type && { example: delivered }),
    },
  ]),
)
