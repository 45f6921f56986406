import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** The last messages that did not arrive. */
export const failuresQuery = queryOptions({
  queryKey: ['messages', 'failures'],
  queryFn: async () =>
    (await take(api.GET('/messages', { params: { query: { status: 'failed', direction: 'outbound', limit: 10 } } })))
      .data,
})
