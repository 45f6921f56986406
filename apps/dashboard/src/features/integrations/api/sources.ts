import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'
import type { paths } from '#native-api'

export type Source = Schemas['EventSource']

export const sourcesQuery = pagedQuery<Source>(['event-sources'], (cursor) =>
  take(api.GET('/event-sources', { params: { query: { limit: 50, ...after(cursor) } } })),
)

export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['event-source', id],
    queryFn: () => take(api.GET('/event-sources/{id}', { params: { path: { id } } })),
  })

export const learnedQuery = (id: string) =>
  queryOptions({
    queryKey: ['event-source', id, 'learned'],
    queryFn: () => take(api.GET('/event-sources/{id}/learned-mapping', { params: { path: { id } } })),
  })

export const createSource = (name: string) => take(api.POST('/event-sources', { body: { name } }))

export type SourceChange = NonNullable<
  paths['/event-sources/{id}']['patch']['requestBody']
>['content']['application/json']

/** The answer shows a secret that was made, once. */
export const changeSource = (id: string, body: SourceChange) =>
  take(api.PATCH('/event-sources/{id}', { params: { path: { id } }, body }))

export const rotateSource = (id: string, what: 'url' | 'secret') =>
  take(api.POST('/event-sources/{id}/rotate', { params: { path: { id } }, body: { what } }))

export const deleteSource = (id: string) => take(api.DELETE('/event-sources/{id}', { params: { path: { id } } }))
