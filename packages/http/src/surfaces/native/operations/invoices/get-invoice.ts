import { findInvoice } from '@dawk/core/commerce/invoices/read-invoices.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { InvoiceDetail, toInvoiceDetail } from './invoice-schemas.ts'

export const getInvoice = operation({
  route: 'GET /invoices/:id',
  of: 'invoice',
  tag: 'Wallet',
  scope: 'billing:read',
  refuses: ['not_found'],
  summary: 'Get an invoice',
  description: 'As it was issued. It never changes: a mistake is corrected by a credit note.',
  reply: { 200: InvoiceDetail },
  handle: async ({ ctx, caller, id }) =>
    toInvoiceDetail(orNotFound(await findInvoice(ctx.core, caller, id), 'invoice')),
})
