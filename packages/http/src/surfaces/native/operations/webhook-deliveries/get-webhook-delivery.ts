import { getDelivery } from '@dawk/core/webhooks/deliveries/read-deliveries.ts'
import { operation } from '#operations/operation.ts'
import { DeliveryView } from '#resources/webhook-endpoints/webhook-schemas.ts'
import { toDeliveryView } from '#resources/webhook-endpoints/webhook-views.ts'

export const getWebhookDelivery = operation({
  route: 'GET /webhook-deliveries/:id',
  of: 'delivery',
  tag: 'Webhook deliveries',
  scope: 'webhooks:read',
  refuses: ['not_found'],
  summary: 'Get a delivery',
  description: 'By the `webhook-id` that the receiver saw.',
  reply: { 200: DeliveryView },
  handle: async ({ ctx, caller, id }) => toDeliveryView(await getDelivery(ctx.core, caller, id)),
})
