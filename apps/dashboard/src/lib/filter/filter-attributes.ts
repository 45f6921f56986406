import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** The attributes that a filter may name. */
export const filterAttributesQuery = queryOptions({
  queryKey: ['attributes', 'of-filters'],
  queryFn: async () => {
    const { data } = await take(api.GET('/attributes', { params: { query: { limit: 100 } } }))
    return data.filter(({ archivedAt }) => archivedAt === null).map(({ key, label, type }) => ({ key, label, type }))
  },
})
