import { listEndpoints } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { list } from '#operations/list.ts'
import { EndpointView } from './webhook-schemas.ts'
import { toEndpointView } from './webhook-views.ts'

export const listWebhookEndpoints = list({
  route: 'GET /webhook-endpoints',
  tag: 'Webhook endpoints',
  scope: 'webhooks:read',
  summary: 'List webhook endpoints',
  description: 'Oldest first, also those that the API of another dialect has made.',
  item: EndpointView,
  read: ({ ctx, caller }, page) => listEndpoints(ctx.core, caller, page),
  view: toEndpointView,
})
