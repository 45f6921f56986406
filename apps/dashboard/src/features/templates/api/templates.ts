import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const templatesQuery = (search: string, status: string) =>
  pagedQuery(['templates', search, status], (cursor) =>
    take(
      api.GET('/templates', {
        params: { query: { limit: 50, ...(search && { search }), ...(status && { status }), ...after(cursor) } },
      }),
    ),
  )

export type Template = Awaited<ReturnType<ReturnType<typeof templatesQuery>['readPage']>>['data'][number]

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['template', id],
    queryFn: () => take(api.GET('/templates/{id}', { params: { path: { id } } })),
  })
