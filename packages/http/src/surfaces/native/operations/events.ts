import { findEvent, listEvents } from '@dawk/core/events/event-log.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { found, IdParams, knownId } from '#operations/known-id.ts'
import { PageQuery, readCursor, writeCursor } from '#operations/paging.ts'
import { toEventView } from '../events.ts'
import { toInstant } from '../instants.ts'
import { operation } from '../operation.ts'
import { EventView } from '../schemas/event-schemas.ts'
import { Instant, strict } from '../schemas/schemas.ts'

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

/** The event log: what webhooks tell, for clients that fetch it or have missed some. */
export const events: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/events',
    operation(
      {
        operationId: 'listEvents',
        tag: 'Events',
        summary: 'List events',
        description:
          'Oldest first, in the order of the log. There is always a `nextCursor`: a client that asks again with the last ' +
          'one it got misses no event and gets none twice.',
        scope: 'events:read',
      },
      { querystring: EventListQuery, response: { 200: EventPage } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const { limit = 50, cursor, ...filters } = request.query
      const list = { operationId: 'listEvents', accountId, filters }
      const after = readCursor(ctx.core.secrets, list, cursor)
      const rows = await listEvents({ ...ctx.core, eventHorizon: ctx.eventHorizon }, accountId, toFilter(filters), {
        after,
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const position = shown.at(-1)?.sequence ?? after ?? '0'
      return {
        data: shown.map(toEventView),
        nextCursor: writeCursor(ctx.core.secrets, list, position),
        hasMore: rows.length > limit,
      }
    },
  )

  app.get(
    '/events/:id',
    operation(
      {
        operationId: 'getEvent',
        tag: 'Events',
        summary: 'Get an event',
        description: 'By its id, as webhooks carry it.',
        scope: 'events:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: EventView } },
    ),
    async (request) => {
      const id = knownId(request.params.id, 'event')
      return toEventView(found(await findEvent(ctx.core, principalOf(request).account.id, id), 'event'))
    },
  )
}

interface GivenFilters {
  type?: string
  recordedFrom?: string
  recordedTo?: string
}

const toFilter = ({ type, recordedFrom, recordedTo }: GivenFilters) => ({
  ...(type !== undefined && { types: type.split(',') }),
  ...(recordedFrom !== undefined && { from: toInstant(recordedFrom, 'recordedFrom') }),
  ...(recordedTo !== undefined && { to: toInstant(recordedTo, 'recordedTo') }),
})
