import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

type UsageGroup = 'category' | 'market' | 'day'

export const usageQuery = (groupBy: UsageGroup, { from, to }: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['wallet', 'usage', groupBy, from, to],
    queryFn: async () => (await take(api.GET('/usage', { params: { query: { groupBy, from, to } } }))).data,
  })
