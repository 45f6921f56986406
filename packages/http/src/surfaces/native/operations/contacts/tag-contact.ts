import { updateContact } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { operation } from '#operations/operation.ts'
import { ContactView, TagBody } from '../../schemas/contact-schemas.ts'

export const tagContact = operation({
  route: 'POST /contacts/:id/tags',
  of: 'contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Put tags on a contact',
  description: 'Tags that do not exist yet are created.',
  body: TagBody,
  reply: { 200: ContactView },
  handle: ({ ctx, caller, id, body: { tags } }) => updateContact(ctx.core, caller, { id, tags, mode: 'append' }, {}),
})
