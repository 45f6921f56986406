import { saveEndpoint } from '@dawk/core/webhooks/endpoints/endpoint.ts'
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
  async handle({ ctx, accountId, actor, body }) {
    const settings = { accountId, dialect: 'whatsapi', url: body.url, eventTypes: [...eventTypes] }
    const { endpoint, secret } = await saveEndpoint({ ...ctx.core, egress: ctx.egress }, settings, actor)
    return {
      success: true as const,
      data: { webhookUrl: endpoint.url, ...(secret !== null && { signingSecret: secret }) },
    }
  },
})
