import { updateContact as updateContactInCore } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { operation } from '#operations/operation.ts'
import { ContactPatch, ContactView, IfMatch, versionOf } from '../../schemas/contact-schemas.ts'

export const updateContact = operation({
  route: 'PATCH /contacts/:id',
  of: 'contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict', 'precondition_failed'],
  summary: 'Update a contact',
  description:
    'Changes what is given; null clears. With `If-Match`, only while the contact has this version (412). A key that belongs to another contact is 409 with the reason `contact_conflict`.',
  headers: IfMatch,
  body: ContactPatch,
  reply: { 200: ContactView },
  handle: ({ ctx, caller, id, request, body: { source, onConflict, ...write } }) =>
    updateContactInCore(
      ctx.core,
      caller,
      { ...write, id, ifVersion: versionOf(request.headers) },
      { source, onConflict },
    ),
})
