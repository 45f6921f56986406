import { getIncoming } from '@dawk/core/integrations/incoming/incoming-events.ts'
import { operation } from '#operations/operation.ts'
import { IncomingParams, IncomingWithBody } from '../../schemas/event-source-schemas.ts'
import { toIncomingDetails } from './source-view.ts'

export const getIncomingEvent = operation({
  route: 'GET /event-sources/:id/events/:eventId',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'Get what came in',
  description: 'With its content and what became of each action.',
  params: IncomingParams,
  reply: { 200: IncomingWithBody },
  handle: async ({ ctx, caller, params: { id: sourceId, eventId } }) =>
    toIncomingDetails(await getIncoming(ctx.core, caller, { sourceId, eventId })),
})
