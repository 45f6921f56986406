import { openEndpointSecret } from '@dawk/core/webhooks/endpoints/endpoint-secrets.ts'
import { findDialectEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { operation } from '#operations/operation.ts'
import { dialect } from '../events.ts'
import { phoneNumberOf } from '../phone-number.ts'
import { hintOf, toWebhookView } from '../translate-webhook.ts'
import { WebhookReply } from '../webhook-schemas.ts'

export const getWebhook = operation({
  route: 'GET /webhook',
  tag: 'Webhook',
  scope: 'webhooks:read',
  summary: 'Get the webhook',
  reply: { 200: WebhookReply },
  async handle({ ctx, caller, principal }) {
    const endpoint = await findDialectEndpoint(ctx.core, caller, dialect)
    const hint = endpoint && hintOf(await openEndpointSecret(ctx.core, endpoint))
    return { success: true as const, data: toWebhookView(await phoneNumberOf(ctx, caller, principal), endpoint, hint) }
  },
})
