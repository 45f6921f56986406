import { queryOptions } from '@tanstack/react-query'
import { isStatus } from '#lib/client/api-error.ts'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Invoice = Schemas['Invoice']
export type BillingProfile = Schemas['BillingProfile']

export const invoicesQuery = pagedQuery<Invoice>(['invoices'], (cursor) =>
  take(api.GET('/invoices', { params: { query: { limit: 50, ...after(cursor) } } })),
)

/** Null: none was given yet. */
export const billingProfileQuery = queryOptions({
  queryKey: ['billing-profile'],
  queryFn: () =>
    take(api.GET('/billing/profile')).catch((error: unknown) => {
      if (isStatus(error, 404)) return null
      throw error
    }),
})

export const setBillingProfile = (body: BillingProfile) => take(api.PUT('/billing/profile', { body }))

export const pdfUrl = (id: string) => `/v1/invoices/${id}/pdf`
