import { listDeliveries } from '@dawk/core/webhooks/deliveries/read-deliveries.ts'
import { list } from '#operations/list.ts'
import { DeliveryFilters, DeliveryView } from '#resources/webhook-endpoints/webhook-schemas.ts'
import { toDeliveryView } from '#resources/webhook-endpoints/webhook-views.ts'

export const listWebhookDeliveries = list({
  route: 'GET /webhook-endpoints/:id/deliveries',
  of: 'webhook endpoint',
  tag: 'Webhook deliveries',
  scope: 'webhooks:read',
  refuses: ['not_found'],
  summary: 'List deliveries of an endpoint',
  description: 'With every attempt, newest event first. A delivery appears with its first attempt.',
  filters: DeliveryFilters,
  item: DeliveryView,
  read: ({ ctx, caller, id }, { after: before, limit }, { status }) =>
    listDeliveries(ctx.core, caller, id, { before, limit, ...(status !== undefined && { state: status }) }),
  view: toDeliveryView,
})
