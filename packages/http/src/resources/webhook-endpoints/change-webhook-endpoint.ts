import { updateEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '../schemas.ts'
import { EndpointView, EventTypes, endpointOptions, Url } from './webhook-schemas.ts'
import { toEndpointView } from './webhook-views.ts'

const EndpointChange = Type.Object(
  {
    url: Type.Optional(Url),
    eventTypes: Type.Optional(EventTypes),
    ...endpointOptions,
    enabled: Type.Optional(Type.Boolean()),
  },
  { ...strict, minProperties: 1, examples: [{ eventTypes: ['message.*'] }, { enabled: true }] },
)

export const changeWebhookEndpoint = operation({
  route: 'PATCH /webhook-endpoints/:id',
  of: 'webhook endpoint',
  tag: 'Webhook endpoints',
  scope: 'webhooks:write',
  refuses: ['not_found'],
  summary: 'Change a webhook endpoint',
  description:
    'What is named changes. `enabled: false` drops what waits for it; the log shows that as failed, so that it can be ' +
    'replayed later.',
  body: EndpointChange,
  reply: { 200: EndpointView },
  handle: async ({ ctx, caller, id, body }) =>
    toEndpointView(await updateEndpoint({ ...ctx.core, egress: ctx.egress }, caller, id, body)),
})
