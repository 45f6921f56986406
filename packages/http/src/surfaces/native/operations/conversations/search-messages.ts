import { searchTexts } from '@dawk/core/engagement/inbox/search/search.ts'
import { listConversations } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { placedList } from '#operations/list.ts'
import { seenBy } from '../../inbox-access.ts'
import { MessageHitView, SearchFilters } from '../../schemas/conversation-schemas.ts'
import { allowedNumbers, toConversationView } from './conversation-views.ts'

export const searchMessages = placedList({
  route: 'GET /conversations/search',
  tag: 'Conversations',
  scope: 'conversations:read',
  cost: 5,
  summary: 'Search messages',
  description:
    'Messages that contain each of the words, whatever their case and order, newest first. Of the latest also by parts of words; older ones by words and their beginnings, ' +
    'from an index that is made in the background once an account searches. Each page looks at a bounded number of messages: it may hold few or none and still have a next one.',
  filters: SearchFilters,
  item: MessageHitView,
  async read({ ctx, caller }, { after: before, limit }, { text, numberId }) {
    const numberIds = allowedNumbers(caller, numberId)
    const page = await searchTexts(ctx.core, caller, { text, numberIds, before, limit })
    const ids = [...new Set(page.found.map(({ conversationId }) => conversationId))]
    const shown = await listConversations(ctx.core, caller, {
      ids,
      limit: ids.length,
      seenBy: await seenBy(ctx, caller),
    })
    const byId = new Map(shown.conversations.map((one) => [one.id, toConversationView(one)]))
    const items = page.found.flatMap(({ messageId, conversationId, at }) => {
      const conversation = byId.get(conversationId)
      return conversation ? [{ messageId, conversation, at }] : []
    })
    return { items, next: page.before }
  },
})
