import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import type { Steps } from '#lib/inbox/macros.ts'
import type { SavedView } from './views.ts'

export type BulkChange = Schemas['BulkChange']

export const startBulkChange = (filters: SavedView['filters'], steps: Steps) =>
  take(api.POST('/bulk-changes', { body: { filters, steps } }))

export const cancelBulkChange = (id: string) =>
  take(api.POST('/bulk-changes/{id}/cancel', { params: { path: { id } } }))

/** Read again every second for as long as it runs: nothing announces how far it has come. */
export const bulkChangeQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk-change', id],
    queryFn: () => take(api.GET('/bulk-changes/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? 1000 : false),
  })

export const runMacro = (conversationId: string, macroId: string) =>
  take(api.POST('/conversations/{id}/macros', { params: { path: { id: conversationId } }, body: { macroId } }))
