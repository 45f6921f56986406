import { findBulkChange } from '@dawk/core/engagement/inbox/bulk/bulk-changes.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { BulkChangeView } from '../../schemas/macro-schemas.ts'

export const getBulkChange = operation({
  route: 'GET /bulk-changes/:id',
  of: 'bulk change',
  tag: 'Inbox',
  scope: 'conversations:read',
  refuses: ['not_found'],
  summary: 'Get a bulk change',
  description: 'How far it has come.',
  reply: { 200: BulkChangeView },
  handle: async ({ ctx, caller, id }) => orNotFound(await findBulkChange(ctx.core, caller, id), 'bulk change'),
})
