import { randomBytes } from 'node:crypto'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { openEndpointSecret } from '@dawk/core/webhooks/endpoints/endpoint-secrets.ts'
import {
  deleteDialectEndpoint,
  findDialectEndpoint,
  upsertDialectEndpoint,
} from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { operation } from '#operations/operation.ts'
import { dialect } from '../events.ts'
import { phoneNumberOf } from '../phone-number.ts'
import { hintOf, toEventTypes, toWebhookView } from '../translate-webhook.ts'
import { WebhookBody, WebhookReply } from '../webhook-schemas.ts'

/** The page shows hexadecimal digits. */
const createSecret = () => randomBytes(32).toString('hex')

export const saveWebhook = operation({
  route: 'PUT /webhook',
  tag: 'Webhook',
  scope: 'webhooks:write',
  summary: 'Set the webhook',
  body: WebhookBody,
  reply: { 200: WebhookReply },
  async handle({ ctx, caller, principal, body }) {
    const { webhookUrl: url, webhookEnabled: enabled, webhookEvents } = body
    const phoneNumber = await phoneNumberOf(ctx, caller, { ...principal, verify: true })
    if (url === '') {
      if (enabled) throw missingUrl()
      await deleteDialectEndpoint(ctx.core, caller, dialect)
      return { success: true as const, data: toWebhookView(phoneNumber, null, null) }
    }
    const before = await findDialectEndpoint(ctx.core, caller, dialect)
    const settings = { dialect, url, enabled, createSecret, eventTypes: toEventTypes(webhookEvents, before) }
    const { endpoint, secret } = await upsertDialectEndpoint({ ...ctx.core, egress: ctx.egress }, caller, settings)
    const shown = secret ?? hintOf(await openEndpointSecret(ctx.core, endpoint))
    return { success: true as const, data: toWebhookView(phoneNumber, endpoint, shown) }
  },
})

function missingUrl(): GatewayError {
  const details = [{ field: 'webhookUrl', message: 'is required to enable the webhook' }]
  return new GatewayError('invalid_request', 'Validation failed.', { details })
}
