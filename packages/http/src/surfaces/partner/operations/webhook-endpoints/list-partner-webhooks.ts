import { listWebhookEndpoints } from '#resources/webhook-endpoints/list-webhook-endpoints.ts'
import { ownOperation } from '../../own-operation.ts'

export const listPartnerWebhooks = ownOperation(listWebhookEndpoints, {
  scope: 'partner:read',
  opens: ['webhooks:read'],
  tag: 'Webhook endpoints',
})
