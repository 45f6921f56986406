import { getImport as getImportInCore } from '@dawk/core/engagement/imports/imports.ts'
import { operation } from '#operations/operation.ts'
import { assertSeesPhones } from '../../inbox-access.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'

export const getImport = operation({
  route: 'GET /contacts/imports/:id',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Get an import',
  description:
    'Where it stands: the analysis of the file, the mapping, and how far the dry run, the run or the undo has come.',
  reply: { 200: ImportView },
  async handle({ ctx, caller, id }) {
    await assertSeesPhones(ctx, caller)
    return toImportView(await getImportInCore(ctx.core, caller, id))
  },
})
