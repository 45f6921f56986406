import { listInvoices as listInvoicesInCore } from '@dawk/core/commerce/invoices/read-invoices.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { DocumentKindName, InvoiceView, toInvoiceView } from './invoice-schemas.ts'

export const listInvoices = list({
  route: 'GET /invoices',
  tag: 'Wallet',
  scope: 'billing:read',
  summary: 'List invoices',
  description: 'Tax invoices, receipt vouchers, credit notes and statements, latest first.',
  filters: { kind: Type.Optional(DocumentKindName) },
  item: InvoiceView,
  read: ({ ctx, caller }, { after: before, limit }, { kind = null }) =>
    listInvoicesInCore(ctx.core, caller, { before, limit, kind }),
  view: toInvoiceView,
})
