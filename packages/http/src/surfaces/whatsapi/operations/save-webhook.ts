import { upsertDialectEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { operation } from '#operations/operation.ts'
import { eventTypes } from '../events.ts'
import { WebhookBody, WebhookReply } from '../schemas.ts'

export const saveWebhook = operation({
  route: 'PUT /auth/me/webhook',
  tag: 'Webhook',
  scope: 'webhooks:write',
  refuses: ['conflict'],
  summary: 'Set the webhook URL',
  body: WebhookBody,
  reply: { 200: WebhookReply },
  async handle({ ctx, caller, body }) {
    const settings = { dialect: 'whatsapi', url: body.url, eventTypes }
    const { endpoint, secret } = await upsertDialectEndpoint({ ...ctx.core, egress: ctx.egress }, caller, settings)
    return {
      success: true as const,
      data: { webhookUrl: endpoint.url, ...(secret !== null && { signingSecret: secret }) },
    }
  },
})
