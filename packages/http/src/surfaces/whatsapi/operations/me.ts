import { countSent } from '@dawk/core/messaging/messages/message-repository.ts'
import { findEndpoint } from '@dawk/core/webhooks/endpoints/endpoint.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { ProfileReply } from '../schemas.ts'

/** `GET /auth/me`. */
export const me: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/auth/me',
    operation(
      {
        operationId: 'getAccount',
        tag: 'Account',
        summary: 'Get the account',
        description: 'Its key is not shown.',
        scope: 'account:read',
      },
      { response: { 200: ProfileReply } },
    ),
    async (request) => {
      const { account, number } = principalOf(request)
      const messagesSent = await countSent(ctx.core, account.id)
      const endpoint = await findEndpoint(ctx.core, account.id, 'whatsapi')
      return {
        success: true as const,
        data: {
          name: account.name,
          email: account.email,
          plan: account.plan,
          messagesSent,
          byocConfigured: number !== null && !number.sandbox,
          webhookUrl: endpoint?.url ?? null,
        },
      }
    },
  )
}
