import { updateContact } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { ContactView } from '../../schemas/contact-schemas.ts'

export const untagContact = operation({
  route: 'DELETE /contacts/:id/tags/:name',
  of: 'contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Take a tag off a contact',
  description: 'A contact that has not got the tag stays as it is.',
  params: Type.Object({
    id: Type.String({ maxLength: 256, description: 'The id of the contact.' }),
    name: Type.String({ minLength: 1, maxLength: 64, description: 'The name of the tag.', examples: ['vip'] }),
  }),
  reply: { 200: ContactView },
  handle: ({ ctx, caller, id, params }) =>
    updateContact(ctx.core, caller, { id, tags: [params.name], mode: 'remove' }, {}),
})
