import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Role = 'owner' | 'admin' | 'agent' | 'developer' | 'billing' | 'viewer'

export const membersQuery = pagedQuery(['members'], (cursor) =>
  take(api.GET('/members', { params: { query: { limit: 100, ...after(cursor) } } })),
)

export type Member = Awaited<ReturnType<typeof membersQuery.readPage>>['data'][number]
