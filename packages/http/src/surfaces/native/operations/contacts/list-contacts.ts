import { listContacts as listContactsInCore } from '@dawk/core/messaging/identities/read-contacts.ts'
import { list } from '#operations/list.ts'
import { ContactFilters, ContactListView } from '../../schemas/conversation-schemas.ts'

export const listContacts = list({
  route: 'GET /contacts',
  tag: 'Contacts',
  scope: 'contacts:read',
  summary: 'List contacts',
  description: 'Everybody who wrote or was written to, those known latest first. A search looks at 1,000 at most.',
  filters: ContactFilters,
  item: ContactListView,
  read: ({ ctx, accountId, principal }, { after: before, limit }, filters) =>
    listContactsInCore(ctx.core, accountId, { ...filters, before, limit, numberIds: principal.numberIds }),
  view: (contact) => contact,
})
