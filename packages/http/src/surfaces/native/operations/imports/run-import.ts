import { runImport as runImportInCore } from '@dawk/core/engagement/imports/imports.ts'
import { operation } from '#operations/operation.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'

export const runImport = operation({
  route: 'POST /contacts/imports/:id/run',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Run an import',
  description:
    'Writes the contacts in batches. One bad row never fails its batch, and a process that ends resumes at the row where it was. `GET` shows how far it is; events tell it.',
  reply: { 202: ImportView },
  handle: async ({ ctx, caller, id }) => toImportView(await runImportInCore(ctx.core, caller, id)),
})
