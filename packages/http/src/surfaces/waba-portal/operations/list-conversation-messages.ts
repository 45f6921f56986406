import { listConversationMessages as listMessages } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { findConversationWith } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operation } from '#operations/operation.ts'
import { ConversationMessagesQuery, ConversationMessagesReply, ConversationParams } from '../conversation-schemas.ts'
import { toMessageView, toPagination, toPerson } from '../translate-conversations.ts'

export const listConversationMessages = operation({
  route: 'GET /conversations/:phoneNumber/messages',
  tag: 'Conversations',
  scope: 'conversations:read',
  summary: 'List the messages of a conversation',
  params: ConversationParams,
  query: ConversationMessagesQuery,
  reply: { 200: ConversationMessagesReply },
  async handle({ ctx, caller, caller: { numberIds }, params, query: { cursor = null, limit } }) {
    const person = toPerson(params.phoneNumber)
    const conversation = await findConversationWith(ctx.core, caller, person, numberIds)
    const page = conversation && (await listMessages(ctx.core, caller, conversation.id, { cursor, limit }))
    if (!conversation || !page) throw new GatewayError('not_found', 'Conversation not found')
    const data = page.messages.map((message) => toMessageView(message, conversation))
    return { data, pagination: toPagination(page.nextCursor) }
  },
})
