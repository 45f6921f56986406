import { deleteDialectEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { operation } from '#operations/operation.ts'
import { dialect } from '../events.ts'
import { Success } from '../schemas.ts'

export const removeWebhook = operation({
  route: 'DELETE /webhook',
  tag: 'Webhook',
  scope: 'webhooks:write',
  summary: 'Remove the webhook',
  reply: { 200: Success },
  async handle({ ctx, caller }) {
    await deleteDialectEndpoint(ctx.core, caller, dialect)
    return { success: true as const }
  },
})
