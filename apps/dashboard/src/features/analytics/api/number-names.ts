import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** How people know each number, by its id. */
export const numberNamesQuery = queryOptions({
  queryKey: ['analytics', 'numbers'],
  queryFn: async () => {
    const { data } = await take(api.GET('/numbers', { params: { query: { limit: 100 } } }))
    return new Map(data.map(({ id, displayPhoneNumber, phoneNumberId }) => [id, displayPhoneNumber ?? phoneNumberId]))
  },
})
