import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** Whom a filter finds at this moment. */
export const previewQuery = (filter: Record<string, unknown>) =>
  queryOptions({
    queryKey: ['segments', 'preview', filter],
    queryFn: () => take(api.POST('/segments/preview', { body: { filter } })),
    retry: false,
  })
