import { countIncoming } from '@dawk/core/integrations/incoming/incoming-events.ts'
import { operation } from '#operations/operation.ts'
import { IncomingCounts } from '../../schemas/event-source-schemas.ts'

export const countIncomingEvents = operation({
  route: 'GET /event-sources/:id/counts',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'Count what came in',
  description: 'The stored events by state and reason.',
  reply: { 200: IncomingCounts },
  handle: async ({ ctx, caller, id }) => ({ counts: await countIncoming(ctx.core, caller, id) }),
})
