import { replayManyIncoming } from '@dawk/core/integrations/incoming/incoming-events.ts'
import { operation } from '#operations/operation.ts'
import { ReplayBody, ReplayedView } from '../../schemas/event-source-schemas.ts'

export const replayIncomingEvents = operation({
  route: 'POST /event-sources/:id/replay',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:write',
  refuses: ['not_found'],
  summary: 'Act upon many events again',
  description: 'Those in a state, latest first, at most 500 with a request: repeat it until `replayed` is 0.',
  body: ReplayBody,
  reply: { 200: ReplayedView },
  handle: async ({ ctx, caller, id, body: { state, reason = null } }) => ({
    replayed: await replayManyIncoming(ctx.core, caller, id, { state, reason }),
  }),
})
