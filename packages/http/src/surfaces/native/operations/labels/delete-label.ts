import { deleteLabel as deleteLabelInCore } from '@dawk/core/engagement/inbox/labels/labels.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteLabel = operation({
  route: 'DELETE /labels/:id',
  of: 'label',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Delete a label',
  description: 'Conversations lose it, too.',
  reply: { 204: Type.Null() },
  handle: ({ ctx, caller, id }) => deleteLabelInCore(ctx.core, caller, id),
})
