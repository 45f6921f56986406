import { listViews } from '@dawk/core/engagement/inbox/views/views.ts'
import { list } from '#operations/list.ts'
import { ViewView } from '../../schemas/inbox-schemas.ts'

export const listInboxViews = list({
  route: 'GET /inbox/views',
  tag: 'Inbox',
  scope: 'conversations:read',
  summary: 'List views',
  description: 'Everybody’s and your own, in the order in which they were made.',
  item: ViewView,
  read: ({ ctx, caller }, page) => listViews(ctx.core, caller, page),
  view: (view) => view,
})
