import { countByState } from '@dawk/core/messaging/messages/message-store.ts'
import { operation } from '#operations/operation.ts'
import { SummaryReply } from '../schemas.ts'
import { toSummary } from '../translate.ts'

export const getSummary = operation({
  route: 'GET /analytics/summary',
  tag: 'Analytics',
  scope: 'analytics:read',
  summary: 'Count messages by status',
  description: 'Both rates are shares of `total`.',
  reply: { 200: SummaryReply },
  handle: async ({ ctx, caller, principal }) => ({
    success: true as const,
    data: toSummary(await countByState(ctx.core, caller, principal.numberIds)),
  }),
})
