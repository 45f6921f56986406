import { deleteEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteWebhookEndpoint = operation({
  route: 'DELETE /webhook-endpoints/:id',
  of: 'webhook endpoint',
  tag: 'Webhook endpoints',
  scope: 'webhooks:write',
  refuses: ['not_found'],
  summary: 'Delete a webhook endpoint',
  description: 'What waits for it is dropped with it.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteEndpoint(ctx.core, caller, id)
  },
})
