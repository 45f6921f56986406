import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** The attributes that contacts may have; archived ones are left out. */
export const contactAttributesQuery = queryOptions({
  queryKey: ['attributes', 'of-contacts'],
  queryFn: async () => {
    const { data } = await take(api.GET('/attributes', { params: { query: { limit: 100 } } }))
    return data.filter(({ archivedAt }) => archivedAt === null)
  },
})

export type ContactAttribute = Awaited<ReturnType<NonNullable<(typeof contactAttributesQuery)['queryFn']>>>[number]

export const contactTagsQuery = queryOptions({
  queryKey: ['tags', 'of-contacts'],
  queryFn: async () => (await take(api.GET('/tags', { params: { query: { limit: 100 } } }))).data,
})
