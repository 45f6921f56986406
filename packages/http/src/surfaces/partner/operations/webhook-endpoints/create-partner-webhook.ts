import { createWebhookEndpoint } from '#resources/webhook-endpoints/create-webhook-endpoint.ts'
import { ownOperation } from '../../own-operation.ts'

export const createPartnerWebhook = ownOperation(createWebhookEndpoint, {
  scope: 'partner:write',
  opens: ['webhooks:write'],
  tag: 'Webhook endpoints',
})
