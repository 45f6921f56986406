import { listImports as listImportsInCore } from '@dawk/core/engagement/imports/imports.ts'
import { list } from '#operations/list.ts'
import { assertSeesPhones } from '../../inbox-access.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'

export const listImports = list({
  route: 'GET /contacts/imports',
  tag: 'Imports',
  scope: 'contacts:read',
  summary: 'List imports',
  description: 'Newest first.',
  item: ImportView,
  async read({ ctx, caller }, { after: before, limit }) {
    await assertSeesPhones(ctx, caller)
    return listImportsInCore(ctx.core, caller, { before, limit })
  },
  view: toImportView,
})
