import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const numbersQuery = pagedQuery(['numbers'], (cursor) =>
  take(api.GET('/numbers', { params: { query: { limit: 50, ...after(cursor) } } })),
)

export const numberQuery = (id: string) =>
  queryOptions({
    queryKey: ['number', id],
    queryFn: () => take(api.GET('/numbers/{id}', { params: { path: { id } } })),
  })

export type PhoneNumber = Awaited<ReturnType<typeof readNumber>>
const readNumber = (id: string) => take(api.GET('/numbers/{id}', { params: { path: { id } } }))
