import { randomBytes } from 'node:crypto'
import { findNumber } from '@dawk/core/messaging/numbers/number-list.ts'
import { refuseFailing, verifyNumber } from '@dawk/core/messaging/numbers/verify/verify-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { Actor } from '@dawk/core/tenancy/audit/actor.ts'
import { probeEndpoint } from '@dawk/core/webhooks/deliveries/probe-endpoint.ts'
import {
  deleteEndpoint,
  findEndpoint,
  openEndpointSecret,
  saveEndpoint,
} from '@dawk/core/webhooks/endpoints/endpoint.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { renderTest, sign } from '../events.ts'
import { repliesOf, Success } from '../schemas.ts'
import { hintOf, isPassed, toEventTypes, toTestResult, toWebhookView, whyFailed } from '../translate-webhook.ts'
import { FailedTest, TestReply, WebhookBody, WebhookReply } from '../webhook-schemas.ts'

const dialect = 'waba-portal'
/** The page shows hexadecimal digits. */
const createSecret = () => randomBytes(32).toString('hex')

/** `GET`, `PUT` and `DELETE /webhook` and `POST /webhook/test`: where the account's events go. */
export const webhook: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const tags = ['Webhook']
  const save = { ...ctx.core, egress: ctx.egress }

  app.get(
    '/webhook',
    {
      config: { scope: 'webhooks:read' },
      schema: { operationId: 'getWebhook', summary: 'Get the webhook', tags, response: repliesOf(WebhookReply) },
    },
    async (request) => {
      const principal = principalOf(request)
      const endpoint = await findEndpoint(ctx.core, principal.account.id, dialect)
      const hint = endpoint && hintOf(await openEndpointSecret(ctx.core, endpoint))
      return { success: true as const, data: toWebhookView(await phoneNumberOf(ctx, principal), endpoint, hint) }
    },
  )

  app.put(
    '/webhook',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        operationId: 'saveWebhook',
        summary: 'Set the webhook',
        tags,
        body: WebhookBody,
        response: repliesOf(WebhookReply),
      },
    },
    async (request) => {
      const principal = principalOf(request)
      const { webhookUrl: url, webhookEnabled: enabled, webhookEvents } = request.body
      const accountId = principal.account.id
      const phoneNumber = await phoneNumberOf(ctx, principal, actorOf(request))
      if (url === '') {
        if (enabled) throw problem('webhookUrl', 'is required to enable the webhook')
        await deleteEndpoint(ctx.core, accountId, dialect, actorOf(request))
        return { success: true as const, data: toWebhookView(phoneNumber, null, null) }
      }
      const wanted = { accountId, dialect, url, enabled, createSecret, eventTypes: toEventTypes(webhookEvents) }
      const { endpoint, secret } = await saveEndpoint(save, wanted, actorOf(request))
      const shown = secret ?? hintOf(await openEndpointSecret(ctx.core, endpoint))
      return { success: true as const, data: toWebhookView(phoneNumber, endpoint, shown) }
    },
  )

  app.delete(
    '/webhook',
    {
      config: { scope: 'webhooks:write' },
      schema: { operationId: 'removeWebhook', summary: 'Remove the webhook', tags, response: repliesOf(Success) },
    },
    async (request) => {
      await deleteEndpoint(ctx.core, principalOf(request).account.id, dialect, actorOf(request))
      return { success: true as const }
    },
  )

  app.post(
    '/webhook/test',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        operationId: 'testWebhook',
        summary: 'Call the webhook once',
        tags,
        response: { ...repliesOf(TestReply), 400: FailedTest },
      },
    },
    async (request, reply) => {
      const accountId = principalOf(request).account.id
      const endpoint = await findEndpoint(ctx.core, accountId, dialect)
      if (!endpoint) return reply.code(400).send({ success: false, error: 'Webhook URL is not configured' })
      const payload = renderTest(accountId, newId(), new Date().toISOString())
      const attempt = await probeEndpoint(save, endpoint, (secret) => sign(payload, secret))
      const data = toTestResult(endpoint.url, attempt, payload)
      if (isPassed(attempt)) return { success: true as const, data }
      return reply.code(400).send({ success: false, error: whyFailed(attempt), data })
    },
  )
}

/**
 * As WhatsApp shows it; null: not learned yet. With `by` a number that nobody has verified is verified now: the page wants
 * that before webhooks are configured.
 * @throws GatewayError `number_not_connected`; what the verification refuses with
 */
async function phoneNumberOf(
  { core, numberSetup }: HttpContext,
  { account, number }: Principal,
  by?: Actor,
): Promise<string | null> {
  const found = number && (await findNumber(core, account.id, number.id))
  if (!found) throw new GatewayError('number_not_connected', 'No phone number is connected.')
  if (!by || found.sandbox || found.verifiedAt !== null) return found.displayPhoneNumber
  const verification = await verifyNumber(numberSetup, account.id, found.id, by)
  refuseFailing(verification, ['token_valid', 'number_reachable'])
  return verification.number.displayPhoneNumber
}

function problem(field: string, message: string): GatewayError {
  return new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
}
