import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type Mapping = NonNullable<Schemas['Import']['mapping']>

export const attributesQuery = queryOptions({
  queryKey: ['attributes', 'of-imports'],
  queryFn: async () => (await take(api.GET('/attributes', { params: { query: { limit: 200 } } }))).data,
})

export const listsQuery = queryOptions({
  queryKey: ['segments', 'of-imports'],
  queryFn: async () =>
    (await take(api.GET('/segments', { params: { query: { limit: 100 } } }))).data.filter(
      ({ kind }) => kind === 'static',
    ),
})

export const mapImport = (id: string, mapping: Mapping, saveAs: string) =>
  take(
    api.PUT('/contacts/imports/{id}/mapping', {
      params: { path: { id } },
      body: { mapping, ...(saveAs.trim() && { saveAs: saveAs.trim() }) },
    }),
  )
