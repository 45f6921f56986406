import { deleteSavedMapping } from '@dawk/core/engagement/imports/import-mappings.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteImportMapping = operation({
  route: 'DELETE /contacts/import-mappings/:id',
  of: 'mapping',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['not_found'],
  summary: 'Delete a saved mapping',
  description: 'Imports that used it keep theirs.',
  reply: { 204: Type.Null() },
  handle: ({ ctx, caller, id }) => deleteSavedMapping(ctx.core, caller, id),
})
