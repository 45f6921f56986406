import { listConversations as listConversationsInCore } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { operation } from '#operations/operation.ts'
import { ConversationsQuery, ConversationsReply } from '../conversation-schemas.ts'
import { toConversationView, toPagination } from '../translate-conversations.ts'

export const listConversations = operation({
  route: 'GET /conversations',
  tag: 'Conversations',
  scope: 'conversations:read',
  summary: 'List conversations',
  query: ConversationsQuery,
  reply: { 200: ConversationsReply },
  async handle({ ctx, caller, caller: { numberIds }, query: { cursor = null, limit } }) {
    const page = await listConversationsInCore(ctx.core, caller, { numberIds, cursor, limit })
    return { data: page.conversations.map(toConversationView), pagination: toPagination(page.nextCursor) }
  },
})
