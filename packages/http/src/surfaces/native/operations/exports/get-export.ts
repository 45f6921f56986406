import { getExport as getExportInCore } from '@dawk/core/engagement/exports/exports.ts'
import { operation } from '#operations/operation.ts'
import { assertSeesPhones } from '../../inbox-access.ts'
import { ExportView } from '../../schemas/export-schemas.ts'
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
  async handle({ ctx, caller, id }) {
    await assertSeesPhones(ctx, caller)
    return toExportView(await getExportInCore(ctx.core, caller, id), ctx)
  },
})
