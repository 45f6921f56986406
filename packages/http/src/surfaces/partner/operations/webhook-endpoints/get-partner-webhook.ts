import { getWebhookEndpoint } from '#resources/webhook-endpoints/get-webhook-endpoint.ts'
import { ownOperation } from '../../own-operation.ts'

export const getPartnerWebhook = ownOperation(getWebhookEndpoint, {
  scope: 'partner:read',
  opens: ['webhooks:read'],
  tag: 'Webhook endpoints',
})
