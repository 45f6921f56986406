import { listMessages as listMessagesInCore } from '@dawk/core/messaging/messages/message-store.ts'
import { operation } from '#operations/operation.ts'
import { ListMessagesQuery, ListMessagesReply } from '../schemas.ts'
import { toMessageView } from '../translate.ts'

export const listMessages = operation({
  route: 'GET /messages',
  tag: 'Messages',
  scope: 'messages:read',
  summary: 'List messages',
  description: 'Newest first.',
  query: ListMessagesQuery,
  reply: { 200: ListMessagesReply },
  async handle({ ctx, caller, query }) {
    const { status, batchId, limit, page } = query
    const { messages, total } = await listMessagesInCore(ctx.core, caller, {
      numberIds: caller.numberIds,
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
})
