import { listAuthors } from '@dawk/core/engagement/inbox/replies/reply.ts'
import { listConversationMessages as listConversationMessagesInCore } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { orNotFound } from '#operations/known-id.ts'
import { placedList } from '#operations/list.ts'
import { ThreadMessageView } from '../../schemas/inbox-schemas.ts'
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
  item: ThreadMessageView,
  async read({ ctx, caller, id }, { after: cursor, limit }) {
    await readOwn(ctx, caller, id)
    const page = await listConversationMessagesInCore(ctx.core, caller, id, { cursor, limit })
    const { messages, nextCursor } = orNotFound(page, 'conversation')
    const sent = messages.filter(({ direction }) => direction === 'out').map((message) => message.id)
    const authors = sent.length === 0 ? [] : await listAuthors(ctx.core, caller, sent)
    const byMessage = new Map(authors.map(({ messageId, ...author }) => [messageId, author]))
    const items = messages.map((message) => ({ ...toMessageView(message), sentBy: byMessage.get(message.id) ?? null }))
    return { items, next: nextCursor }
  },
})
