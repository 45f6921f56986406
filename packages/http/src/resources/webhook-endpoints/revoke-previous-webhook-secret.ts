import { revokePreviousSecret } from '@dawk/core/webhooks/endpoints/endpoint-secrets.ts'
import { operation } from '#operations/operation.ts'
import { EndpointView } from './webhook-schemas.ts'
import { toEndpointView } from './webhook-views.ts'

export const revokePreviousWebhookSecret = operation({
  route: 'DELETE /webhook-endpoints/:id/previous-secret',
  of: 'webhook endpoint',
  tag: 'Webhook endpoints',
  scope: 'webhooks:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Revoke the old secret',
  description: 'Ends the grace time of a rotation at once.',
  reply: { 200: EndpointView },
  handle: async ({ ctx, caller, id }) => toEndpointView(await revokePreviousSecret(ctx.core, caller, id)),
})
