import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take, takeUpload } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'
import type { paths } from '#native-api'

export type Import = Schemas['Import']

/** States in which something changes by itself. */
const moving = new Set(['uploaded', 'checking', 'running', 'undoing'])

export const importsQuery = pagedQuery<Import>(['imports'], (cursor) =>
  take(api.GET('/contacts/imports', { params: { query: { limit: 50, ...after(cursor) } } })),
)

/** Events tell of most changes; while a batch is written, the numbers are read again. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: () => take(api.GET('/contacts/imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && moving.has(state.data.state) ? 1000 : false),
  })

export const uploadImport = (file: File) => takeUpload<Import>('/contacts/imports', file)

export type Reading = NonNullable<
  paths['/contacts/imports/{id}/analyse']['post']['requestBody']
>['content']['application/json']

export const readImportAnew = (id: string, reading: Reading) =>
  take(api.POST('/contacts/imports/{id}/analyse', { params: { path: { id } }, body: reading }))

export const checkImport = (id: string) =>
  take(api.POST('/contacts/imports/{id}/dry-run', { params: { path: { id } } }))
export const runImport = (id: string) => take(api.POST('/contacts/imports/{id}/run', { params: { path: { id } } }))
export const cancelImport = (id: string) =>
  take(api.POST('/contacts/imports/{id}/cancel', { params: { path: { id } } }))
export const undoImport = (id: string) => take(api.POST('/contacts/imports/{id}/undo', { params: { path: { id } } }))

export const resultUrl = (id: string, name: 'errors' | 'created' | 'updated') =>
  `/v1/contacts/imports/${id}/${name}.csv`
