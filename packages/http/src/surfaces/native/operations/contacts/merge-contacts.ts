import { mergeTwoContacts } from '@dawk/core/engagement/contacts/merges/merges.ts'
import { operation } from '#operations/operation.ts'
import { MergeBody, MergeView } from '../../schemas/contact-schemas.ts'

export const mergeContacts = operation({
  route: 'POST /contacts/:id/merge',
  of: 'contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['not_found'],
  summary: 'Merge two contacts',
  description:
    'The one that was known first stays, with the identifiers, tags, ids of other systems and conversations of both. Where both have a field, the source that is believed more wins, and of equal ones the later word. For 30 days the merge can be undone by its `mergeId`.',
  body: MergeBody,
  reply: { 200: MergeView },
  handle: ({ ctx, caller, id, body }) => mergeTwoContacts(ctx.core, caller, [id, body.contactId]),
})
