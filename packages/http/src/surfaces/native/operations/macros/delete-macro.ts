import { deleteMacro as deleteMacroInCore } from '@dawk/core/engagement/inbox/macros/macros.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteMacro = operation({
  route: 'DELETE /macros/:id',
  of: 'macro',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Delete a macro',
  description: 'What was changed with it stays changed.',
  reply: { 204: Type.Null() },
  handle: ({ ctx, caller, id }) => deleteMacroInCore(ctx.core, caller, id),
})
