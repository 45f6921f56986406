import { cancelExport as cancelExportInCore } from '@dawk/core/engagement/exports/exports.ts'
import { operation } from '#operations/operation.ts'
import { ExportView } from '../../schemas/export-schemas.ts'
import { toExportView } from './export-view.ts'

export const cancelExport = operation({
  route: 'POST /contacts/exports/:id/cancel',
  of: 'export',
  tag: 'Exports',
  scope: 'contacts:read',
  refuses: ['not_found', 'conflict'],
  summary: 'Cancel an export',
  description: 'No file comes of it.',
  reply: { 200: ExportView },
  handle: async ({ ctx, caller, id }) => toExportView(await cancelExportInCore(ctx.core, caller, id), ctx),
})
