import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type CannedReply = Schemas['CannedReply']

/** All of them: a team has dozens. */
export const cannedRepliesQuery = queryOptions({
  queryKey: ['canned-replies'],
  staleTime: 60_000,
  queryFn: async () => (await take(api.GET('/canned-replies', { params: { query: { limit: 100 } } }))).data,
})
