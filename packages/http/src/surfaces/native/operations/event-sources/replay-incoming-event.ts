import { replayIncoming } from '@dawk/core/integrations/incoming/incoming-events.ts'
import { operation } from '#operations/operation.ts'
import { IncomingParams, IncomingView } from '../../schemas/event-source-schemas.ts'
import { toIncomingView } from './source-view.ts'

export const replayIncomingEvent = operation({
  route: 'POST /event-sources/:id/events/:eventId/replay',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Act upon an event again',
  description: 'By the source as it is now. What was done stays done: no message is sent twice.',
  params: IncomingParams,
  reply: { 200: IncomingView },
  handle: async ({ ctx, caller, params: { id: sourceId, eventId } }) =>
    toIncomingView(await replayIncoming(ctx.core, caller, { sourceId, eventId })),
})
