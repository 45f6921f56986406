import { cancelImport as cancelImportInCore } from '@dawk/core/engagement/imports/imports.ts'
import { operation } from '#operations/operation.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'

export const cancelImport = operation({
  route: 'POST /contacts/imports/:id/cancel',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Cancel an import',
  description: 'It ends with the batch that is being written; what was written stands and can be undone.',
  reply: { 202: ImportView },
  handle: async ({ ctx, caller, id }) => toImportView(await cancelImportInCore(ctx.core, caller, id)),
})
