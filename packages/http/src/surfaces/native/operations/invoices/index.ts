import { getBillingProfile } from './get-billing-profile.ts'
import { getInvoice } from './get-invoice.ts'
import { getInvoicePdf } from './get-invoice-pdf.ts'
import { listInvoices } from './list-invoices.ts'
import { setBillingProfile } from './set-billing-profile.ts'

export const invoices = { listInvoices, getInvoice, getInvoicePdf, getBillingProfile, setBillingProfile }
