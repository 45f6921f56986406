import { deleteWebhookEndpoint } from '#resources/webhook-endpoints/delete-webhook-endpoint.ts'
import { ownOperation } from '../../own-operation.ts'

export const deletePartnerWebhook = ownOperation(deleteWebhookEndpoint, {
  scope: 'partner:write',
  opens: ['webhooks:write'],
  tag: 'Webhook endpoints',
})
