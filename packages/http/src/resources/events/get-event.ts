import { findEvent } from '@dawk/core/events/event-log.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { EventView, toEventView } from './event-view.ts'
import { shownTo } from './shown-events.ts'

export const getEvent = operation({
  route: 'GET /events/:id',
  of: 'event',
  tag: 'Events',
  scope: 'events:read',
  refuses: ['not_found'],
  summary: 'Get an event',
  description: 'By its id, as webhooks carry it.',
  reply: { 200: EventView },
  handle: async ({ ctx, accountId, principal, id }) => {
    const event = await findEvent(ctx.core, accountId, id)
    const [shown = null] = await shownTo(ctx, principal, event ? [event] : [])
    return toEventView(orNotFound(shown, 'event'))
  },
})
