import { listSegmentContacts as listSegmentContactsInCore } from '@dawk/core/engagement/segments/find-contacts.ts'
import { knownId } from '#operations/known-id.ts'
import { list } from '#operations/list.ts'
import { ContactListView } from '../../schemas/contact-schemas.ts'

export const listSegmentContacts = list({
  route: 'GET /segments/:id/contacts',
  of: 'segment',
  tag: 'Segments',
  scope: 'contacts:read',
  cost: 2,
  refuses: ['not_found'],
  summary: 'List the contacts of a segment',
  description: 'Those known latest first, as they are at this moment.',
  item: ContactListView,
  read: ({ ctx, caller, params }, { after: before, limit }) =>
    listSegmentContactsInCore(ctx.core, caller, knownId((params as { id: string }).id, 'segment'), { before, limit }),
  view: (contact) => contact,
})
