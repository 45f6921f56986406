import { bearerKey, type SurfaceDescription } from '#openapi/document.ts'
import { StatusUpdate } from './schemas.ts'

export const description: SurfaceDescription = {
  title: 'WhatsAPI',
  description:
    'Register, connect a WhatsApp number, send messages and follow them. Sending is asynchronous: `202` means stored and ' +
    'queued; `GET /messages/{id}` or the webhook tells what became of it. Every answer has `success`; every refusal has ' +
    '`error`, and a `400` lists each failing field in `details`. The headers `X-RateLimit-*` stand on every answer. ' +
    'The guide is at `/developers`.',
  tags: {
    Account: 'The account and its key.',
    Credentials: "The account's own number at Meta.",
    Webhook: 'Where status changes are pushed to.',
    Messages: 'Send, schedule, read and retry.',
    Analytics: 'Counts and rates.',
    Billing: 'Plans, paid through Stripe.',
  },
  security: bearerKey,
  webhooks: {
    'message.status_updated': {
      summary: 'The status of a message has changed',
      description: 'Sent to the URL of `PUT /auth/me/webhook` for sent, delivered, read and failed.',
      schema: StatusUpdate,
      example: {
        event: 'message.status_updated',
        timestamp: '2026-03-28T10:00:04.000Z',
        data: {
          messageId: '9dd15ee1-3d3c-44e1-9dd2-8ec6547e7e20',
          status: 'delivered',
          to: '14155552671',
          deliveredAt: '2026-03-28T10:00:04.000Z',
          readAt: null,
          failedAt: null,
          errorMessage: null,
          metadata: { orderId: '1234' },
        },
      },
    },
  },
}
