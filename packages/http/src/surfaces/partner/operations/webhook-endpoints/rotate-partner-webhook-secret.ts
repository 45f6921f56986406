import { rotateWebhookSecret } from '#resources/webhook-endpoints/rotate-webhook-secret.ts'
import { ownOperation } from '../../own-operation.ts'

export const rotatePartnerWebhookSecret = ownOperation(rotateWebhookSecret, {
  scope: 'partner:write',
  opens: ['webhooks:write'],
  tag: 'Webhook endpoints',
})
