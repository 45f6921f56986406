import { renderPdf } from '@dawk/core/commerce/invoices/document/render-pdf.ts'
import { findInvoice } from '@dawk/core/commerce/invoices/read-invoices.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'

export const getInvoicePdf = operation({
  route: 'GET /invoices/:id/pdf',
  of: 'invoice',
  tag: 'Wallet',
  scope: 'billing:read',
  cost: 5,
  refuses: ['not_found'],
  summary: 'Download an invoice',
  description: 'Made from the document of `GET /v1/invoices/{id}`, the same bytes each time.',
  reply: {
    200: { description: 'The paper', content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } },
  },
  async handle({ ctx, caller, id, reply }) {
    const { document } = orNotFound(await findInvoice(ctx.core, caller, id), 'invoice')
    const name = document.number.replaceAll('/', '-')
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${name}.pdf"`)
      .send(await renderPdf(document))
  },
})
