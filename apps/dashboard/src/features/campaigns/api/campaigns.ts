import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const campaignsQuery = () =>
  pagedQuery(['campaigns'], (cursor) =>
    take(api.GET('/campaigns', { params: { query: { limit: 50, ...after(cursor) } } })),
  )

export type Campaign = Awaited<ReturnType<ReturnType<typeof campaignsQuery>['readPage']>>['data'][number]

export const liveMs = 3000

/** While it is under way it is read again every few seconds. */
export const isLive = (state: string | undefined) =>
  state !== undefined && !['draft', 'completed', 'canceled', 'failed'].includes(state)

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id],
    queryFn: () => take(api.GET('/campaigns/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (isLive(state.data?.state) ? liveMs : false),
  })
