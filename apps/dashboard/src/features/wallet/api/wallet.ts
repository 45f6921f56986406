import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type Wallet = Schemas['Wallet']

export const walletQuery = queryOptions({
  queryKey: ['wallet'],
  queryFn: async () => (await take(api.GET('/wallet'))).wallets,
})

export const setThresholds = (currency: string, thresholds: { id: string; below: string }[]) =>
  take(api.PUT('/wallet/thresholds', { body: { currency, thresholds } }))
