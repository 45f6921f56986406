import { getExport as getExportInCore } from '@dawk/core/engagement/exports/exports.ts'
import { operation } from '#operations/operation.ts'
import { ExportView } from '../../schemas/import-schemas.ts'
import { toExportView } from './export-view.ts'

export const getExport = operation({
  route: 'GET /contacts/exports/:id',
  of: 'export',
  tag: 'Exports',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Get an export',
  description: 'Where it stands, and the link to its file.',
  reply: { 200: ExportView },
  handle: async ({ ctx, caller, id }) => toExportView(await getExportInCore(ctx.core, caller, id), ctx),
})
