import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { isLive, liveMs } from './campaigns.ts'

export const metricsQuery = (id: string, state: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'metrics'],
    queryFn: () => take(api.GET('/campaigns/{id}/metrics', { params: { path: { id } } })),
    refetchInterval: isLive(state) || state === 'completed' ? liveMs : false, // people read it after the last was sent
  })

export type Metrics = Awaited<ReturnType<NonNullable<ReturnType<typeof metricsQuery>['queryFn']>>>
