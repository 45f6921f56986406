import { listMappings } from '@dawk/core/engagement/imports/import-mappings.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { SavedMappingView } from '../../schemas/import-schemas.ts'

export const listImportMappings = operation({
  route: 'GET /contacts/import-mappings',
  tag: 'Imports',
  scope: 'contacts:read',
  summary: 'List saved mappings',
  description: 'The one used last first; at most 200.',
  reply: { 200: Type.Object({ data: Type.Array(SavedMappingView) }) },
  handle: async ({ ctx, caller }) => ({ data: (await listMappings(ctx.core, caller)) as never }),
})
