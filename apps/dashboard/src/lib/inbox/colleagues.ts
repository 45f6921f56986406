import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** Colleagues, by whose names an assignment is shown. */
export const colleaguesQuery = queryOptions({
  queryKey: ['members', 'names'],
  staleTime: 300_000,
  queryFn: async () => (await take(api.GET('/members', { params: { query: { limit: 100 } } }))).data,
})
