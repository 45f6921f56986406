import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { idempotencyKeyOf } from '#requests/idempotency-key.ts'
import { principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { SendMessageBody, SendMessageReply } from '../schemas.ts'
import { toSendMessageReply, toSendRequest } from '../translate.ts'

/** `POST /send-message`: 202 once the message is stored. */
export const sendMessage: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/send-message',
    operation(
      {
        operationId: 'sendMessage',
        tag: 'Messages',
        summary: 'Send a message',
        description: '`202` once it is stored; with `sendAt` it is held until then.',
        scope: 'messages:write',
        refusals: [409],
        idempotent: true,
      },
      { body: SendMessageBody, response: { 202: SendMessageReply } },
    ),
    async (request, reply) => {
      const { body, rawBody } = request
      const asked = { body, rawBody, idempotencyKey: idempotencyKeyOf(request) }
      const accepted = await ctx.send(toSendRequest(principalOf(request), asked))
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).send(toSendMessageReply(accepted))
    },
  )
}
