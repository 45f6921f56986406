import { cancelBulkChange as cancelBulkChangeInCore } from '@dawk/core/engagement/inbox/bulk/bulk-changes.ts'
import { operation } from '#operations/operation.ts'
import { BulkChangeView } from '../../schemas/macro-schemas.ts'

export const cancelBulkChange = operation({
  route: 'POST /bulk-changes/:id/cancel',
  of: 'bulk change',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Cancel a bulk change',
  description: 'What has been changed stays so.',
  reply: { 200: BulkChangeView },
  handle: ({ ctx, caller, id }) => cancelBulkChangeInCore(ctx.core, caller, id),
})
