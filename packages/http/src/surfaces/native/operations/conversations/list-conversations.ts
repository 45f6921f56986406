import { listConversations as listConversationsInCore } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { placedList } from '#operations/list.ts'
import { seenBy } from '../../inbox-access.ts'
import { ConversationFilters, ConversationView } from '../../schemas/conversation-schemas.ts'
import { allowedNumbers, toConversationView } from './conversation-views.ts'

export const listConversations = placedList({
  route: 'GET /conversations',
  tag: 'Conversations',
  scope: 'conversations:read',
  summary: 'List conversations',
  description:
    'By their last activity, the latest first. While you page, none is shown twice, and none that stays quiet is left ' +
    'out; one that gets a message meanwhile moves to the top: read from the top again until you meet what you know.',
  filters: ConversationFilters,
  item: ConversationView,
  async read({ ctx, caller }, { after: cursor, limit }, { numberId, assignee, ...filters }) {
    const page = await listConversationsInCore(ctx.core, caller, {
      ...filters,
      ...(assignee !== undefined && { assignee: assignee === '' ? null : assignee }),
      numberIds: allowedNumbers(caller, numberId),
      seenBy: await seenBy(ctx, caller),
      cursor,
      limit,
    })
    return { items: page.conversations.map(toConversationView), next: page.nextCursor }
  },
})
