import { mapImport as mapImportInCore } from '@dawk/core/engagement/imports/imports.ts'
import { operation } from '#operations/operation.ts'
import { ImportView, MapBody, toImportView, toMapping } from '../../schemas/import-schemas.ts'

export const mapImport = operation({
  route: 'PUT /contacts/imports/:id/mapping',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Say what the columns mean',
  description:
    'Columns that the mapping does not name are left out. Every problem is named by its place. A later mapping replaces an earlier one, until the import runs.',
  body: MapBody,
  reply: { 200: ImportView },
  handle: async ({ ctx, caller, id, body: { mapping, saveAs } }) =>
    toImportView(await mapImportInCore(ctx.core, caller, id, { mapping: toMapping(mapping), saveAs })),
})
