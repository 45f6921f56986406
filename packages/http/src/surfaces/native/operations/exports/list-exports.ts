import { listExports as listExportsInCore } from '@dawk/core/engagement/exports/exports.ts'
import { list } from '#operations/list.ts'
import { assertSeesPhones } from '../../inbox-access.ts'
import { ExportView } from '../../schemas/export-schemas.ts'
import { toExportView } from './export-view.ts'

export const listExports = list({
  route: 'GET /contacts/exports',
  tag: 'Exports',
  scope: 'contacts:read',
  summary: 'List exports',
  description: 'Newest first.',
  item: ExportView,
  async read({ ctx, caller }, { after: before, limit }) {
    await assertSeesPhones(ctx, caller)
    return listExportsInCore(ctx.core, caller, { before, limit })
  },
  view: (one, { ctx }) => toExportView(one, ctx),
})
