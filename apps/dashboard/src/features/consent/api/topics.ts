import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export const topicsQuery = queryOptions({
  queryKey: ['consent-topics'],
  queryFn: async () => (await take(api.GET('/consent-topics'))).data,
})

export const putTopic = (key: string, body: { name: string }) =>
  take(api.PUT('/consent-topics/{key}', { params: { path: { key } }, body }))
