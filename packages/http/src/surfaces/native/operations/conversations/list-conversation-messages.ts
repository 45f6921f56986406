import { listConversationMessages as listConversationMessagesInCore } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { found } from '#operations/known-id.ts'
import { placedList } from '#operations/list.ts'
import { MessageView } from '../../schemas/message-schemas.ts'
import { toMessageView } from '../../translate-messages.ts'
import { readOwn } from './conversation-views.ts'

export const listConversationMessages = placedList({
  route: 'GET /conversations/:id/messages',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:read',
  refuses: ['not_found'],
  summary: 'List the messages of a conversation',
  description: 'Of both directions, newest first. New messages do not move those on later pages.',
  item: MessageView,
  async read({ ctx, caller, id }, { after: cursor, limit }) {
    await readOwn(ctx, caller, id)
    const page = await listConversationMessagesInCore(ctx.core, caller, id, { cursor, limit })
    const { messages, nextCursor } = found(page, 'conversation')
    return { items: messages.map(toMessageView), next: nextCursor }
  },
})
