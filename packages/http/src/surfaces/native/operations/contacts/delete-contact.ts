import { deleteContact as deleteContactInCore } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteContact = operation({
  route: 'DELETE /contacts/:id',
  of: 'contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['not_found'],
  summary: 'Delete a contact',
  description:
    'Hides the contact. When the person writes within 30 days, or is written to the store again, it comes back as it was; afterwards what the business kept of it is gone. Messages stay: to remove everything of a person, erase them.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteContactInCore(ctx.core, caller, id)
  },
})
