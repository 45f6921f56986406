import { getEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { operation } from '#operations/operation.ts'
import { EndpointView } from './webhook-schemas.ts'
import { toEndpointView } from './webhook-views.ts'

export const getWebhookEndpoint = operation({
  route: 'GET /webhook-endpoints/:id',
  of: 'webhook endpoint',
  tag: 'Webhook endpoints',
  scope: 'webhooks:read',
  refuses: ['not_found'],
  summary: 'Get a webhook endpoint',
  description: 'Its secret is not shown.',
  reply: { 200: EndpointView },
  handle: async ({ ctx, caller, id }) => toEndpointView(await getEndpoint(ctx.core, caller, id)),
})
