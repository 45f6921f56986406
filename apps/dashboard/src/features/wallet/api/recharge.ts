import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export const rechargeQuery = queryOptions({
  queryKey: ['wallet', 'auto-recharge'],
  queryFn: async () => (await take(api.GET('/wallet/auto-recharge'))).data,
})

export type Recharge = Awaited<ReturnType<NonNullable<(typeof rechargeQuery)['queryFn']>>>[number]

export const paymentMethodsQuery = queryOptions({
  queryKey: ['wallet', 'payment-methods'],
  queryFn: async () => (await take(api.GET('/wallet/payment-methods'))).data,
})

type Settings = Pick<Recharge, 'currency' | 'enabled' | 'below' | 'amount' | 'methodId'>
export const setRecharge = (body: Settings) => take(api.PUT('/wallet/auto-recharge', { body }))
