import { findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { MessageQuery, MessageReply, readErrors, SendBody, SendReply, sendErrors } from '../schemas.ts'
import { sourceOf } from '../source.ts'
import { toMessageReply, toSendReply, toSendRequest } from '../translate.ts'

/** `POST /messages`: 202 once the message is stored. `GET /messages`: one of them, by our id or by wamid. */
export const messages: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/messages',
    {
      config: { scope: 'messages:write', idempotent: true },
      schema: {
        operationId: 'sendMessage',
        summary: 'Send a WhatsApp message',
        tags: ['Messages'],
        body: SendBody,
        response: { 202: SendReply, ...sendErrors },
      },
    },
    async (request, reply) => {
      const { body } = request
      const principal = principalOf(request)
      const number = await sourceOf(ctx, principal, body.source)
      const accepted = await ctx.send(toSendRequest(principal.account.id, number, body, idempotencyOf(request)))
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).send(toSendReply(accepted, body))
    },
  )

  app.get(
    '/messages',
    {
      config: { scope: 'messages:read' },
      schema: {
        operationId: 'getMessage',
        summary: 'Get a message by its id',
        tags: ['Messages'],
        querystring: MessageQuery,
        response: { 200: MessageReply, ...readErrors },
      },
    },
    async (request) => {
      const found = await findReachableMessage(ctx.core, principalOf(request), request.query.id)
      if (!found) {
        const details = [{ field: 'id', message: 'is not the id of a message' }]
        throw new GatewayError('not_found', 'Message not found.', { details })
      }
      const number = (await ctx.numbers.byIds([found.numberId])).get(found.numberId)
      return toMessageReply(found, number?.phoneNumberId ?? found.numberId)
    },
  )
}
