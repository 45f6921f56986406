import { listContacts as listContactsInCore } from '@dawk/core/engagement/contacts/read/read-contacts.ts'
import { list } from '#operations/list.ts'
import { ContactFilters, ContactListView } from '../../schemas/contact-schemas.ts'

export const listContacts = list({
  route: 'GET /contacts',
  tag: 'Contacts',
  scope: 'contacts:read',
  summary: 'List contacts',
  description:
    'Everybody who wrote, was written to or was added, those known latest first. Filters are joined by and. A search looks at 1,000 at most.',
  filters: ContactFilters,
  item: ContactListView,
  read: ({ ctx, caller }, { after: before, limit }, filters) =>
    listContactsInCore(ctx.core, caller, { ...filters, before, limit }),
  view: (contact) => contact,
})
