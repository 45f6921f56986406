import { readImportAs } from '@dawk/core/engagement/imports/imports.ts'
import { operation } from '#operations/operation.ts'
import { ImportView, ReadingBody, toImportView } from '../../schemas/import-schemas.ts'

export const readImportAnew = operation({
  route: 'POST /contacts/imports/:id/analyse',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Analyse the file again, read in another way',
  description:
    'Where the bytes of the file mislead: another sheet of the workbook, another encoding or delimiter, a first row that is or is not a header. The mapping starts anew. Not once the import has run.',
  body: ReadingBody,
  reply: { 202: ImportView },
  handle: async ({ ctx, caller, id, body }) => toImportView(await readImportAs(ctx.core, caller, id, body)),
})
