import { listEvents as listEventsInCore } from '@dawk/core/events/event-log.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { PageQuery, readCursor, writeCursor } from '#operations/paging.ts'
import { toEventView } from '../../events.ts'
import { toInstant } from '../../instants.ts'
import { EventView } from '../../schemas/event-schemas.ts'
import { Instant, strict } from '../../schemas/schemas.ts'
import { shownTo } from './shown-events.ts'

const EventListQuery = Type.Object(
  {
    ...PageQuery,
    type: Type.Optional(
      Type.String({
        maxLength: 512,
        pattern: '^(\\*|[a-z_.]+(\\.\\*)?)(,(\\*|[a-z_.]+(\\.\\*)?))*$',
        description: 'must be types or patterns such as message.status.*, with commas between',
      }),
    ),
    recordedFrom: Type.Optional(Instant),
    recordedTo: Type.Optional(Instant),
  },
  strict,
)

const EventPage = Type.Object({
  data: Type.Array(EventView),
  nextCursor: Type.String({
    description: 'Keep it: it goes on after the last event shown, also when there are no more as yet.',
  }),
  hasMore: Type.Boolean(),
})

interface GivenFilters {
  type?: string
  recordedFrom?: string
  recordedTo?: string
}

export const listEvents = operation({
  route: 'GET /events',
  tag: 'Events',
  scope: 'events:read',
  summary: 'List events',
  description:
    'Oldest first, in the order of the log. There is always a `nextCursor`: a client that asks again with the last ' +
    'one it got misses no event and gets none twice. A key that is restricted to some numbers gets the events of these, so ' +
    'that a page may hold less than `limit` while `hasMore` is true.',
  query: EventListQuery,
  reply: { 200: EventPage },
  async handle({ ctx, accountId, principal, query }) {
    const { limit = 50, cursor, ...filters } = query
    const list = { operationId: 'listEvents', accountId, filters }
    const after = readCursor(ctx.core.secrets, list, cursor)
    const rows = await listEventsInCore({ ...ctx.core, eventHorizon: ctx.eventHorizon }, accountId, toFilter(filters), {
      after,
      limit: limit + 1,
    })
    const shown = rows.slice(0, limit)
    const position = shown.at(-1)?.sequence ?? after ?? '0'
    return {
      data: (await shownTo(ctx, principal, shown)).map(toEventView),
      nextCursor: writeCursor(ctx.core.secrets, list, position),
      hasMore: rows.length > limit,
    }
  },
})

const toFilter = ({ type, recordedFrom, recordedTo }: GivenFilters) => ({
  ...(type !== undefined && { types: type.split(',') }),
  ...(recordedFrom !== undefined && { from: toInstant(recordedFrom, 'recordedFrom') }),
  ...(recordedTo !== undefined && { to: toInstant(recordedTo, 'recordedTo') }),
})
