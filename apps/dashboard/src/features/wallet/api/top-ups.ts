import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const topUpOptionsQuery = queryOptions({
  queryKey: ['wallet', 'top-up-options'],
  queryFn: async () => (await take(api.GET('/wallet/top-up-options'))).options,
})

/** Read again until the provider has said that the money is there. */
export const topUpQuery = (id: string) =>
  queryOptions({
    queryKey: ['wallet', 'top-up', id],
    queryFn: () => take(api.GET('/wallet/topups/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'paid' ? 1500 : false),
  })

export const topUpsQuery = pagedQuery(['wallet', 'top-ups'], (cursor) =>
  take(api.GET('/wallet/topups', { params: { query: { limit: 20, ...after(cursor) } } })),
)

export type TopUp = Awaited<ReturnType<typeof topUpsQuery.readPage>>['data'][number]

/** Where it was paid more than once, `paymentId` says which payment goes back. */
export const refundTopUp = (id: string, body: { amount?: string; paymentId?: string; reason?: string }) =>
  take(api.POST('/wallet/topups/{id}/refund', { params: { path: { id } }, body }))

export const startTopUp = (body: {
  amount: string
  currency: string
  provider: 'razorpay' | 'stripe'
  saveMethod?: boolean
}) => take(api.POST('/wallet/topups', { body }))
