import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type LoggedEvent = Schemas['Event']

/** Oldest first, from an hour ago, or of one kind. */
export const eventsQuery = (type: string, recordedFrom: string) =>
  pagedQuery<LoggedEvent>(['events', type, recordedFrom], async (cursor) => {
    const query = { limit: 100, recordedFrom, ...(type !== '' && { type }), ...after(cursor) }
    const { data, nextCursor, hasMore } = await take(api.GET('/events', { params: { query } }))
    return { data, nextCursor: hasMore ? nextCursor : null }
  })

export const auditQuery = pagedQuery(['audit'], (cursor) =>
  take(api.GET('/audit-log', { params: { query: { limit: 50, ...after(cursor) } } })),
)

export type AuditRecord = Awaited<ReturnType<typeof auditQuery.readPage>>['data'][number]
