import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export const numbersQuery = queryOptions({
  queryKey: ['numbers', 'home'],
  queryFn: async () => (await take(api.GET('/numbers', { params: { query: { limit: 20 } } }))).data,
})
