import { listMessages } from '@dawk/core/messaging/messages/message-repository.ts'
import { assertReachesMessage, findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { retryMessage } from '@dawk/core/messaging/messages/retry-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { ListMessagesQuery, ListMessagesReply, MessageParams, MessageReply, SendMessageReply } from '../schemas.ts'
import { toMessageView } from '../translate.ts'

/** `GET /messages/:id` and `POST …/retry`, by our id or by wamid, and `GET /messages`. */
export const messages: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/messages/:id',
    operation(
      {
        operationId: 'getMessage',
        tag: 'Messages',
        summary: 'Get a message',
        description: 'With its timeline.',
        scope: 'messages:read',
        refusals: [404],
      },
      { params: MessageParams, response: { 200: MessageReply } },
    ),
    async (request) => {
      const { id } = request.params
      const found = await findReachableMessage(ctx.core, principalOf(request), id)
      if (!found) throw new GatewayError('not_found', 'Message not found.')
      return { success: true as const, data: toMessageView(found) }
    },
  )

  app.post(
    '/messages/:id/retry',
    operation(
      {
        operationId: 'retryMessage',
        tag: 'Messages',
        summary: 'Retry a failed message',
        description: 'Queues it once more under its id.',
        scope: 'messages:write',
        refusals: [404, 409],
      },
      { params: MessageParams, response: { 202: SendMessageReply } },
    ),
    async (request, reply) => {
      const { id } = request.params
      const principal = principalOf(request)
      await assertReachesMessage(ctx.core, principal, id)
      const retried = await retryMessage(ctx.core, principal.account.id, id)
      const data = { id: retried, status: 'queued', scheduledFor: null }
      return reply.code(202).send({ success: true, data })
    },
  )

  app.get(
    '/messages',
    operation(
      {
        operationId: 'listMessages',
        tag: 'Messages',
        summary: 'List messages',
        description: 'Newest first.',
        scope: 'messages:read',
      },
      { querystring: ListMessagesQuery, response: { 200: ListMessagesReply } },
    ),
    async (request) => {
      const { status, batchId, limit, page } = request.query
      const { account, numberIds } = principalOf(request)
      const { messages, total } = await listMessages(ctx.core, account.id, {
        numberIds,
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
