import { listIncoming } from '@dawk/core/integrations/incoming/incoming-events.ts'
import { knownId } from '#operations/known-id.ts'
import { list } from '#operations/list.ts'
import { IncomingFilters, IncomingView } from '../../schemas/event-source-schemas.ts'
import { toIncomingView } from './source-view.ts'

export const listIncomingEvents = list({
  route: 'GET /event-sources/:id/events',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'List what came in',
  description: 'Latest first, each with what became of it and why. Kept for 30 days.',
  filters: IncomingFilters,
  item: IncomingView,
  read({ ctx, caller, params }, { after: before, limit }, { state = null, reason = null, contactId = null }) {
    const id = knownId((params as { id: string }).id, 'event source')
    return listIncoming(ctx.core, caller, id, { before, limit, state, reason, contactId })
  },
  view: toIncomingView,
})
