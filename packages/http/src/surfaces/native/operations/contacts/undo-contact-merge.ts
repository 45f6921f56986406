import { undoMerge } from '@dawk/core/engagement/contacts/merges/merges.ts'
import { operation } from '#operations/operation.ts'
import { UnmergeView } from '../../schemas/contact-schemas.ts'

export const undoContactMerge = operation({
  route: 'POST /contacts/merges/:id/undo',
  of: 'merge',
  tag: 'Contacts',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Undo a merge',
  description:
    'Within 30 days: both contacts are as they were, but for what was changed since. 409 when it was undone already, or the contact was merged again.',
  reply: { 200: UnmergeView },
  handle: ({ ctx, caller, id }) => undoMerge(ctx.core, caller, id),
})
