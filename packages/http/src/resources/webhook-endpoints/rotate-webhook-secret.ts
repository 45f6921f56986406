import { rotateEndpointSecret } from '@dawk/core/webhooks/endpoints/endpoint-secrets.ts'
import { operation } from '#operations/operation.ts'
import { bodyOrNothing } from '../schemas.ts'
import { EndpointWithSecret, RotateBody } from './webhook-schemas.ts'
import { toEndpointView } from './webhook-views.ts'

const daySeconds = 24 * 3600

export const rotateWebhookSecret = operation({
  route: 'POST /webhook-endpoints/:id/secret',
  of: 'webhook endpoint',
  tag: 'Webhook endpoints',
  scope: 'webhooks:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Rotate the secret',
  description:
    'The new secret, shown this once, signs from now on; the old one too until `previousSecretUntil`. Standard Webhooks ' +
    'headers carry both signatures. `X-Mappstore-Signature` stays with the old secret until then, and ' +
    '`X-Mappstore-Signature-Next` is by the new one.',
  body: bodyOrNothing(RotateBody),
  reply: { 200: EndpointWithSecret },
  async handle({ ctx, caller, id, body }) {
    const { secret = null, graceSeconds = daySeconds } = body ?? {}
    const rotated = await rotateEndpointSecret(ctx.core, caller, id, { secret, graceSeconds })
    return { ...toEndpointView(rotated.endpoint), secret: rotated.secret }
  },
})
