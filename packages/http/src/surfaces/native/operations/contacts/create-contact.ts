import { createContact as createContactInCore } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { operation } from '#operations/operation.ts'
import { ContactView, NewContact } from '../../schemas/contact-schemas.ts'

export const createContact = operation({
  route: 'POST /contacts',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['conflict'],
  summary: 'Create a contact',
  description:
    'Needs a phone number, a user id or the id of another system. 409 with the reason `contact_conflict` when the person is known: PUT changes whoever is there.',
  body: NewContact,
  reply: { 201: ContactView },
  handle: ({ ctx, caller, body: { source, onConflict, ...write } }) =>
    createContactInCore(ctx.core, caller, write, { source, onConflict }),
})
