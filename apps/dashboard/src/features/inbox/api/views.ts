import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type SavedView = Schemas['InboxView']

export const viewsQuery = queryOptions({
  queryKey: ['inbox-views'],
  staleTime: 60_000,
  queryFn: async () => (await take(api.GET('/inbox/views', { params: { query: { limit: 100 } } }))).data,
})

/** By the name or the id of the view. */
export const countersQuery = queryOptions({
  queryKey: ['inbox-counters'],
  queryFn: async () => {
    const { data } = await take(api.GET('/inbox/counters'))
    return Object.fromEntries(data.map(({ view, count }) => [view, count]))
  },
})

export const createView = (name: string, filters: SavedView['filters']) =>
  take(api.POST('/inbox/views', { body: { name, filters } }))

export const deleteView = (id: string) => take(api.DELETE('/inbox/views/{id}', { params: { path: { id } } }))
