import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '../../../context.ts'
import { idempotencyKeyOf } from '../../../idempotency-key.ts'
import { principalOf } from '../auth.ts'
import { SendMessageBody, SendMessageReply } from '../schemas.ts'
import { toSendCommand, toSendMessageReply } from '../translate.ts'

/** `POST /send-message`: 202 once the message is stored. */
export const sendMessage: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/send-message',
    { schema: { body: SendMessageBody, response: { 202: SendMessageReply } } },
    async (request, reply) => {
      const { body, rawBody } = request
      const asked = { body, rawBody, idempotencyKey: idempotencyKeyOf(request) }
      const accepted = await ctx.acceptor.accept(toSendCommand(principalOf(request), asked))
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).send(toSendMessageReply(accepted))
    },
  )
}
