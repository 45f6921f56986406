import { findContact } from '@dawk/core/engagement/contacts/read/read-contacts.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { ContactView } from '../../schemas/contact-schemas.ts'

export const getContact = operation({
  route: 'GET /contacts/:id',
  of: 'contact',
  tag: 'Contacts',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Get a contact',
  description:
    'With all identifiers (phone numbers in every spelling met, user ids, username) and who wrote each field last.',
  reply: { 200: ContactView },
  handle: async ({ ctx, caller, id }) => orNotFound(await findContact(ctx.core, caller, id), 'contact'),
})
