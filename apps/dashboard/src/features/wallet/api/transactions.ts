import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const transactionsQuery = pagedQuery(['wallet', 'transactions'], (cursor) =>
  take(api.GET('/wallet/transactions', { params: { query: { limit: 50, ...after(cursor) } } })),
)

export type Transaction = Awaited<ReturnType<typeof transactionsQuery.readPage>>['data'][number]

export const costQuery = (messageId: string) =>
  queryOptions({
    queryKey: ['wallet', 'cost', messageId],
    queryFn: () => take(api.GET('/messages/{id}/cost', { params: { path: { id: messageId } } })),
  })
