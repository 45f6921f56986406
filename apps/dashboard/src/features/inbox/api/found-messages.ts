import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

const mostFound = 20

/** Messages that contain a text, the latest first. */
export const foundMessagesQuery = (text: string) =>
  queryOptions({
    queryKey: ['found-messages', text],
    enabled: text.length > 1,
    queryFn: async () =>
      (await take(api.GET('/conversations/search', { params: { query: { text, limit: mostFound } } }))).data,
  })
