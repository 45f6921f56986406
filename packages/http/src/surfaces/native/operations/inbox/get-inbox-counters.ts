import type { ViewFilters } from '@dawk/core/engagement/inbox/views/view.ts'
import { listViews } from '@dawk/core/engagement/inbox/views/views.ts'
import { countConversations } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { operation } from '#operations/operation.ts'
import { seenBy } from '../../inbox-access.ts'
import { CountersView } from '../../schemas/inbox-schemas.ts'
import { toConversationFilter } from './inbox-views.ts'

/** The views that everybody has. */
const common: Readonly<Record<string, ViewFilters>> = {
  open: { status: 'open' },
  unread: { status: 'open', unread: true },
  mine: { status: 'open', assignee: 'me' },
  unassigned: { status: 'open', assignee: 'nobody' },
  pending: { status: 'pending' },
  snoozed: { status: 'snoozed' },
}
/** More views of one person are not counted. */
const mostViews = 100

export const getInboxCounters = operation({
  route: 'GET /inbox/counters',
  tag: 'Inbox',
  scope: 'conversations:read',
  summary: 'Count the conversations of the views',
  description: 'Of the views that everybody has and of the first 100 that were made, as you see them.',
  reply: { 200: CountersView },
  async handle({ ctx, caller }) {
    const made = await listViews(ctx.core, caller, { after: null, limit: mostViews })
    const views = [...Object.entries(common), ...made.map(({ id, filters }) => [id, filters] as const)]
    const visible = await seenBy(ctx, caller)
    const filters = views.map(([, one]) => ({ ...toConversationFilter(caller, one), seenBy: visible }))
    const counts = await countConversations(ctx.core, caller, filters)
    return { data: views.map(([view], index) => ({ view, count: counts[index] ?? 0 })) }
  },
})
