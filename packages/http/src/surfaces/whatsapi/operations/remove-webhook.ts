import { deleteDialectEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { operation } from '#operations/operation.ts'
import { WebhookReply } from '../schemas.ts'

export const removeWebhook = operation({
  route: 'DELETE /auth/me/webhook',
  tag: 'Webhook',
  scope: 'webhooks:write',
  refuses: ['not_found'],
  summary: 'Remove the webhook URL',
  reply: { 200: WebhookReply },
  async handle({ ctx, caller }) {
    await deleteDialectEndpoint(ctx.core, caller, 'whatsapi')
    return { success: true as const, data: { webhookUrl: null } }
  },
})
