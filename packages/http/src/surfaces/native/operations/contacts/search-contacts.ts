import { searchContacts as searchContactsInCore } from '@dawk/core/engagement/segments/find-contacts.ts'
import { operation } from '#operations/operation.ts'
import { answerPage, pageOf } from '#operations/paging.ts'
import { ContactListView } from '../../schemas/contact-schemas.ts'
import { SearchBody } from '../../schemas/segment-schemas.ts'

export const searchContacts = operation({
  route: 'POST /contacts/search',
  tag: 'Contacts',
  scope: 'contacts:read',
  cost: 2,
  summary: 'Search contacts',
  description: 'Whom a filter finds, known latest first. It is the filter of segments.',
  body: SearchBody,
  reply: { 200: pageOf(ContactListView) },
  handle: ({ ctx, caller, accountId, operationId, body: { filter, ...page } }) =>
    answerPage(ctx.core, { operationId, accountId, filters: { filter } }, page, {
      read: ({ after: before, limit }) => searchContactsInCore(ctx.core, caller, filter, { before, limit }),
      view: (contact) => contact,
    }),
})
