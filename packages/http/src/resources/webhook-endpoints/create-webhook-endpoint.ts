import { createEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '../schemas.ts'
import { EndpointWithSecret, EventTypes, endpointOptions, secretMember, Url } from './webhook-schemas.ts'
import { toEndpointView } from './webhook-views.ts'

const NewEndpoint = Type.Object(
  { url: Url, eventTypes: EventTypes, ...endpointOptions, ...secretMember },
  {
    ...strict,
    examples: [{ url: 'https://example.com/hooks/dawk', eventTypes: ['message.received', 'message.status.*'] }],
  },
)

export const createWebhookEndpoint = operation({
  route: 'POST /webhook-endpoints',
  tag: 'Webhook endpoints',
  scope: 'webhooks:write',
  refuses: ['conflict'],
  summary: 'Create a webhook endpoint',
  description:
    'At most 20 for an account. The answer holds the secret, which is not shown again. Deliveries carry the headers of ' +
    'Standard Webhooks and, in the native format, `X-Mappstore-Signature`; docs/webhooks.md shows how to verify them.',
  body: NewEndpoint,
  reply: { 201: EndpointWithSecret },
  async handle({ ctx, caller, body }) {
    const { dialect = 'native', description = null, ordered = false, secret = null, ...rest } = body
    const settings = { ...rest, dialect, description, ordered, secret }
    const { endpoint, secret: shown } = await createEndpoint({ ...ctx.core, egress: ctx.egress }, caller, settings)
    return { ...toEndpointView(endpoint), secret: shown }
  },
})
