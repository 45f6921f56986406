import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** The latest campaigns, one of which may lead people in. */
export const campaignChoicesQuery = queryOptions({
  queryKey: ['campaigns', 'choices'],
  queryFn: async () => (await take(api.GET('/campaigns', { params: { query: { limit: 100 } } }))).data,
})
