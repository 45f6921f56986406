import { undoImport as undoImportInCore } from '@dawk/core/engagement/imports/imports.ts'
import { operation } from '#operations/operation.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'

export const undoImport = operation({
  route: 'POST /contacts/imports/:id/undo',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Undo an import',
  description:
    'Within seven days: contacts that it made and nobody has used since are deleted, fields that it wrote get the values that they had. What was changed since stays, and so does an opt-out.',
  reply: { 202: ImportView },
  handle: async ({ ctx, caller, id }) => toImportView(await undoImportInCore(ctx.core, caller, id)),
})
