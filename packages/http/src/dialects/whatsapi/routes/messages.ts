import { GatewayError } from '@dawk/core/errors.ts'
import { findMessage, listMessages } from '@dawk/core/messages/message-repository.ts'
import { retryMessage } from '@dawk/core/messages/retry-message.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '../../../context.ts'
import { principalOf } from '../auth.ts'
import { ListMessagesQuery, ListMessagesReply, MessageParams, MessageReply, SendMessageReply } from '../schemas.ts'
import { toMessageView } from '../translate.ts'

const messageId = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|wamid\.[\w+/=-]{1,200})$/i

/** `GET /messages/:id` and `POST …/retry`, by our id or by wamid, and `GET /messages`. */
export const messages: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get('/messages/:id', { schema: { params: MessageParams, response: { 200: MessageReply } } }, async (request) => {
    const { id } = request.params
    const found = messageId.test(id) ? await findMessage(ctx.core, principalOf(request).account.id, id) : null
    if (!found) throw new GatewayError('not_found', 'Message not found.')
    return { success: true as const, data: toMessageView(found) }
  })

  app.post(
    '/messages/:id/retry',
    { schema: { params: MessageParams, response: { 202: SendMessageReply } } },
    async (request, reply) => {
      const { id } = request.params
      if (!messageId.test(id)) throw new GatewayError('not_found', 'Message not found.')
      const retried = await retryMessage(ctx.core, principalOf(request).account.id, id)
      const data = { id: retried, status: 'queued', scheduledFor: null }
      return reply.code(202).send({ success: true, data })
    },
  )

  app.get(
    '/messages',
    { schema: { querystring: ListMessagesQuery, response: { 200: ListMessagesReply } } },
    async (request) => {
      const { status, batchId, limit, page } = request.query
      const { messages, total } = await listMessages(ctx.core, principalOf(request).account.id, {
        ...(status !== undefined && { state: status }),
        ...(batchId !== undefined && { batchId }),
        limit,
        offset: (page - 1) * limit,
      })
      return {
        success: true as const,
        data: messages.map(toMessageView),
        pagination: { page, limit, total, totalPages: Math.ceil(total / limit) },
      }
    },
  )
}
