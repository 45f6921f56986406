import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export type Format = 'csv' | 'xlsx' | 'ndjson'

export const createExport = (format: Format) => take(api.POST('/contacts/exports', { body: { format } }))

export const exportQuery = (id: string) =>
  queryOptions({
    queryKey: ['export', id],
    queryFn: () => take(api.GET('/contacts/exports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && ['queued', 'running'].includes(state.data.state) ? 1000 : false),
  })
