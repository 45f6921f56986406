import { listTimeline } from '@dawk/core/engagement/contacts/read/timeline.ts'
import { knownId } from '#operations/known-id.ts'
import { list } from '#operations/list.ts'
import { TimelineEntryView } from '../../schemas/contact-schemas.ts'

export const listContactTimeline = list({
  route: 'GET /contacts/:id/timeline',
  of: 'contact',
  tag: 'Contacts',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'List what happened to a contact',
  description:
    'The latest first: messages, changes of fields and tags, merges; also of contacts that were merged into this one. The key also needs `messages:read`.',
  item: TimelineEntryView,
  read: (call, { after: before, limit }) =>
    listTimeline(call.ctx.core, call.caller, knownId((call.params as { id: string }).id, 'contact'), { before, limit }),
  view: (entry) => entry,
})
