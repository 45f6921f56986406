import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const sessionsQuery = pagedQuery(['sessions'], (cursor) =>
  take(api.GET('/sessions', { params: { query: { limit: 50, ...after(cursor) } } })),
)

export type OwnSession = Awaited<ReturnType<typeof sessionsQuery.readPage>>['data'][number]

export const endSession = (id: string) => take(api.DELETE('/sessions/{id}', { params: { path: { id } } }))

export const endOtherSessions = () => take(api.DELETE('/sessions'))
