import { checkImport as checkImportInCore } from '@dawk/core/engagement/imports/imports.ts'
import { operation } from '#operations/operation.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'

export const checkImport = operation({
  route: 'POST /contacts/imports/:id/dry-run',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Try an import',
  description:
    'Does with every row what the run does, and rolls it back: the numbers are those of the run. `errors.csv` tells what is wrong with which row.',
  reply: { 202: ImportView },
  handle: async ({ ctx, caller, id }) => toImportView(await checkImportInCore(ctx.core, caller, id)),
})
