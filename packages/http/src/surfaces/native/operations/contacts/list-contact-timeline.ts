import { listTimeline } from '@dawk/core/engagement/contacts/read/timeline.ts'
import { knownId } from '#operations/known-id.ts'
import { list } from '#operations/list.ts'
import { assertSeesAll } from '../../inbox-access.ts'
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
  async read(call, { after: before, limit }) {
    await assertSeesAll(call.ctx, call.caller)
    const id = knownId((call.params as { id: string }).id, 'contact')
    return listTimeline(call.ctx.core, call.caller, id, { before, limit })
  },
  view: (entry) => entry,
})
