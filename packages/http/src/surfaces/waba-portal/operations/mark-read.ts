import { markMessageRead } from '@dawk/core/messaging/messages/mark-read.ts'
import { assertReachesMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { MarkReadBody, repliesOf, Success } from '../schemas.ts'

/** `POST /messages/mark-read`: the blue ticks, and the typing indicator where it is asked for. */
export const markRead: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/messages/mark-read',
    {
      config: { scope: 'conversations:write' },
      schema: {
        operationId: 'markRead',
        summary: 'Mark a received message as read',
        tags: ['Messages'],
        body: MarkReadBody,
        response: repliesOf(Success),
      },
    },
    async (request) => {
      const { messageId, showTypingIndicator: typing = false } = request.body
      const { core, numbers } = ctx
      const principal = principalOf(request)
      await assertReachesMessage(core, principal, messageId)
      await markMessageRead({ ...core, numbers }, principal.account.id, messageId, { typing })
      return { success: true as const }
    },
  )
}
