import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, type PagedQuery } from '#lib/data/use-pages.ts'

export type Incoming = Schemas['IncomingEvent']
export type IncomingState = Incoming['state']

const liveMs = 4000

/** What comes shows up by itself. */
export const incomingQuery = (id: string, state: IncomingState | null): PagedQuery<Incoming> => ({
  queryKey: ['event-source', id, 'events', state],
  everyMs: liveMs,
  readPage: (cursor) =>
    take(
      api.GET('/event-sources/{id}/events', {
        params: { path: { id }, query: { limit: 50, ...(state && { state }), ...after(cursor) } },
      }),
    ),
})

export const incomingEventQuery = (id: string, eventId: string) =>
  queryOptions({
    queryKey: ['event-source', id, 'event', eventId],
    queryFn: () => take(api.GET('/event-sources/{id}/events/{eventId}', { params: { path: { id, eventId } } })),
    refetchInterval: liveMs,
  })

export const replayEvent = (id: string, eventId: string) =>
  take(api.POST('/event-sources/{id}/events/{eventId}/replay', { params: { path: { id, eventId } } }))

export const replayEvents = (id: string, state: 'skipped' | 'unmapped' | 'failed') =>
  take(api.POST('/event-sources/{id}/replay', { params: { path: { id } }, body: { state } }))
