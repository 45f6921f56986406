import { bearerKey, type SurfaceDescription } from '#openapi/document.ts'
import { MessageEvent, StatusEvent } from './webhook-schemas.ts'

const signed = { 'x-webhook-signature': 'Hex HMAC-SHA256 of the body, keyed with the secret of the webhook.' }

export const description: SurfaceDescription = {
  title: 'WABA Portal API',
  description:
    'Send messages, read conversations, manage templates and one webhook. Sending answers once WhatsApp has taken or ' +
    'refused the message, at most after ten seconds: allow for more in your client.',
  tags: {
    Messages: 'Send, and mark as read.',
    Conversations: 'Who wrote, and what.',
    Templates: 'List, create, edit and delete.',
    Webhook: 'Where events go.',
  },
  security: bearerKey,
  webhooks: {
    message: {
      summary: 'A person has written',
      schema: MessageEvent,
      headers: signed,
      example: {
        event: 'message',
        timestamp: '2024-01-15T10:30:00Z',
        projectId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4',
        data: {
          from: '919876543210',
          messageId: 'wamid.HBgMOTE5MDMwMzgzNDM4FQIAEhgg',
          timestamp: '1705314600',
          type: 'text',
          contact: { name: 'John Doe', wa_id: '919876543210' },
          text: { body: 'Hello, I need help with my order' },
        },
      },
    },
    status: {
      summary: 'The status of a message has changed',
      schema: StatusEvent,
      headers: signed,
      example: {
        event: 'status',
        timestamp: '2024-01-15T10:30:00Z',
        projectId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4',
        data: {
          messageId: 'wamid.HBgMOTE5MDMwMzgzNDM4FQIAEhgg',
          status: 'delivered',
          timestamp: '1705314600',
          to: '919876543210',
        },
      },
    },
  },
}
