import { deleteEndpoint, saveEndpoint } from '@dawk/core/webhooks/endpoints/endpoint.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { actorOf, principalOf } from '../auth.ts'
import { eventTypes } from '../events.ts'
import { operation } from '../operation.ts'
import { WebhookBody, WebhookReply } from '../schemas.ts'

/** `PUT` and `DELETE /auth/me/webhook`: where the account's status events go. */
export const webhook: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.put(
    '/auth/me/webhook',
    operation(
      {
        operationId: 'saveWebhook',
        tag: 'Webhook',
        summary: 'Set the webhook URL',
        scope: 'webhooks:write',
        refusals: [409],
      },
      { body: WebhookBody, response: { 200: WebhookReply } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const wanted = { accountId, dialect: 'whatsapi', url: request.body.url, eventTypes: [...eventTypes] }
      const { endpoint, secret } = await saveEndpoint({ ...ctx.core, egress: ctx.egress }, wanted, actorOf(request))
      return {
        success: true as const,
        data: { webhookUrl: endpoint.url, ...(secret !== null && { signingSecret: secret }) },
      }
    },
  )

  app.delete(
    '/auth/me/webhook',
    operation(
      {
        operationId: 'removeWebhook',
        tag: 'Webhook',
        summary: 'Remove the webhook URL',
        scope: 'webhooks:write',
        refusals: [404],
      },
      { response: { 200: WebhookReply } },
    ),
    async (request) => {
      await deleteEndpoint(ctx.core, principalOf(request).account.id, 'whatsapi', actorOf(request))
      return { success: true as const, data: { webhookUrl: null } }
    },
  )
}
