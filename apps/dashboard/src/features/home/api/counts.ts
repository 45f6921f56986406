import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

interface Filters {
  status: 'open'
  unread?: boolean
  assignee?: string
}

/** Exact up to 100. */
export const countQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['conversations', 'count', filters],
    queryFn: async () => {
      const { data, hasMore } = await take(api.GET('/conversations', { params: { query: { ...filters, limit: 100 } } }))
      return hasMore ? '100+' : String(data.length)
    },
  })
