import { findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { repliesOf, StatusParams, StatusReply } from '../schemas.ts'
import { toStatusReply } from '../translate.ts'

/** `GET /message-status/:message_id`, by wamid or by our id. */
export const messageStatus: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/message-status/:message_id',
    {
      config: { scope: 'messages:read' },
      schema: {
        operationId: 'getMessageStatus',
        summary: 'Get the status of a message',
        tags: ['Messages'],
        params: StatusParams,
        response: repliesOf(StatusReply),
      },
    },
    async (request) => {
      const found = await findReachableMessage(ctx.core, principalOf(request), request.params.message_id)
      if (found?.direction !== 'out') throw new GatewayError('not_found', 'Message not found.')
      return toStatusReply(found)
    },
  )
}
