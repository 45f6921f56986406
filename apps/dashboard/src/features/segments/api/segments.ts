import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Segment = Schemas['Segment']
type ContactSummary = Schemas['ContactSummary']

export const segmentsQuery = pagedQuery<Segment>(['segments', 'all'], (cursor) =>
  take(api.GET('/segments', { params: { query: { limit: 100, ...after(cursor) } } })),
)

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'one', id],
    queryFn: () => take(api.GET('/segments/{id}', { params: { path: { id } } })),
  })

export const segmentContactsQuery = (id: string) =>
  pagedQuery<ContactSummary>(['segments', 'contacts', id], (cursor) =>
    take(api.GET('/segments/{id}/contacts', { params: { path: { id }, query: { limit: 50, ...after(cursor) } } })),
  )
