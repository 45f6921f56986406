import { changeWebhookEndpoint } from '#resources/webhook-endpoints/change-webhook-endpoint.ts'
import { ownOperation } from '../../own-operation.ts'

export const changePartnerWebhook = ownOperation(changeWebhookEndpoint, {
  scope: 'partner:write',
  opens: ['webhooks:write'],
  tag: 'Webhook endpoints',
})
