import { countByState } from '@dawk/core/messaging/messages/message-repository.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { SummaryReply } from '../schemas.ts'
import { toSummary } from '../translate.ts'

/** `GET /analytics/summary`. */
export const analytics: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/analytics/summary',
    operation(
      {
        operationId: 'getSummary',
        tag: 'Analytics',
        summary: 'Count messages by status',
        description: 'Both rates are shares of `total`.',
        scope: 'analytics:read',
      },
      { response: { 200: SummaryReply } },
    ),
    async (request) => ({
      success: true as const,
      data: toSummary(await countByState(ctx.core, principalOf(request).account.id)),
    }),
  )
}
