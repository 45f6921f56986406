import { listImports as listImportsInCore } from '@dawk/core/engagement/imports/imports.ts'
import { list } from '#operations/list.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'

export const listImports = list({
  route: 'GET /contacts/imports',
  tag: 'Imports',
  scope: 'contacts:read',
  summary: 'List imports',
  description: 'Newest first.',
  item: ImportView,
  read: ({ ctx, caller }, { after: before, limit }) => listImportsInCore(ctx.core, caller, { before, limit }),
  view: toImportView,
})
