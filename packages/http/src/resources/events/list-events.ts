import { listEvents as listEventsInCore } from '@dawk/core/events/event-log.ts'
import type { LoggedEvent } from '@dawk/core/events/event-log-store.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import Type from 'typebox'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { PageQuery, readCursor, writeCursor } from '#operations/paging.ts'
import { toInstant } from '../instants.ts'
import { Instant, strict } from '../schemas.ts'
import { EventView, toEventView } from './event-view.ts'
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
    'one it got misses no event and gets none twice. A key that is restricted to some numbers gets the events of these.',
  query: EventListQuery,
  reply: { 200: EventPage },
  async handle({ ctx, accountId, principal, query }) {
    const { limit = 50, cursor, ...filters } = query
    const list = { operationId: 'listEvents', accountId, filters }
    const after = readCursor(ctx.core.secrets, list, cursor)
    const page = await readPage(ctx, principal, { filter: toFilter(filters), after, limit })
    return {
      data: page.events.map(toEventView),
      nextCursor: writeCursor(ctx.core.secrets, list, page.position),
      hasMore: page.hasMore,
    }
  },
})

/** Pages of the log that are read for one answer, when most events are of numbers that the key may not see. */
const mostReads = 20

/** Reads on until the page is full: for a restricted key most of the log may be of other numbers. */
async function readPage(
  ctx: OperationContext,
  principal: Principal,
  { filter, after, limit }: { filter: ReturnType<typeof toFilter>; after: string | null; limit: number },
) {
  const events: LoggedEvent[] = []
  let position = after ?? '0'
  for (let read = 0; ; read++) {
    const place = { after: position, limit: limit + 1 }
    const rows = await listEventsInCore(
      { ...ctx.core, eventHorizon: ctx.eventHorizon },
      principal.account.id,
      filter,
      place,
    )
    const shown = await shownTo(ctx, principal, rows)
    const taken = shown.slice(0, limit - events.length)
    events.push(...taken)
    const isEnd = rows.length <= limit
    const isFull = events.length >= limit
    if (isFull) position = taken.at(-1)?.sequence ?? position
    else position = rows.at(-1)?.sequence ?? position
    if (isFull) return { events, position, hasMore: !isEnd || shown.length > taken.length }
    if (isEnd || read >= mostReads) return { events, position, hasMore: !isEnd }
  }
}

const toFilter = ({ type, recordedFrom, recordedTo }: GivenFilters) => ({
  ...(type !== undefined && { types: type.split(',') }),
  ...(recordedFrom !== undefined && { from: toInstant(recordedFrom, 'recordedFrom') }),
  ...(recordedTo !== undefined && { to: toInstant(recordedTo, 'recordedTo') }),
})
