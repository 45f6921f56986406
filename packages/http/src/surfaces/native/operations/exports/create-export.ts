import { createExport as createExportInCore } from '@dawk/core/engagement/exports/exports.ts'
import { operation } from '#operations/operation.ts'
import { assertSeesPhones } from '../../inbox-access.ts'
import { ExportView, NewExport } from '../../schemas/export-schemas.ts'
import { toExportView } from './export-view.ts'

export const createExport = operation({
  route: 'POST /contacts/exports',
  tag: 'Exports',
  scope: 'contacts:read',
  summary: 'Export contacts',
  description:
    'Writes contacts into a file in the background; `GET` shows how far it is and, once it is done, a link to the file that lives for 24 hours. Who exported what is in the audit log. A cell that a spreadsheet would take for a formula begins with an apostrophe.',
  body: NewExport,
  reply: { 202: ExportView },
  async handle({ ctx, caller, body: { format = 'csv', filter = null, segment = null, columns } }) {
    await assertSeesPhones(ctx, caller)
    return toExportView(await createExportInCore(ctx.core, caller, { format, filter, segment, columns }), ctx)
  },
})
