import { testWebhookEndpoint } from '#resources/webhook-endpoints/test-webhook-endpoint.ts'
import { ownOperation } from '../../own-operation.ts'

export const testPartnerWebhook = ownOperation(testWebhookEndpoint, {
  scope: 'partner:write',
  opens: ['webhooks:write'],
  tag: 'Webhook endpoints',
})
