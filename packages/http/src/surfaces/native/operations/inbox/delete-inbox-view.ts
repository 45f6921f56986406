import { deleteView } from '@dawk/core/engagement/inbox/views/views.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteInboxView = operation({
  route: 'DELETE /inbox/views/:id',
  of: 'view',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Delete a view',
  description: 'Its conversations stay.',
  reply: { 204: Type.Null() },
  handle: ({ ctx, caller, id }) => deleteView(ctx.core, caller, id),
})
