import { jobKind } from '#platform/jobs/job.ts'
import type { PaymentTax } from '../../invoices/top-up-documents.ts'
import { formatMoney, type Micros } from '../../pricing/money.ts'
import type { VendorName } from '../payment-vendor.ts'

/** `pending`: the money is set aside, and the provider has not said that it is there. */
export const refundStates = ['pending', 'processed', 'failed'] as const

/** Money of a wallet that goes back to where a payment came from. */
export interface Refund {
  accountId: string
  id: string
  topUpId: string
  provider: VendorName
  /** The vendor's. */
  paymentId: string
  currency: string
  /** What leaves the wallet. */
  amount: Micros
  /** What was charged on top of it. */
  tax: Micros
  /** How it is made up. */
  taxes: PaymentTax['taxes']
  state: (typeof refundStates)[number]
  /** The vendor's; null: it may not know of it yet. */
  providerId: string | null
  reason: string | null
  failure: string | null
  createdAt: string
  updatedAt: string
}

/** Asks the vendor to send a refund, and what became of it. The key is the id of the refund. */
export const checkRefunds = jobKind('refund.check')

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** When the vendor is asked again without being told to. */
export function nextRefundCheckMs(ageMs: number): number {
  if (ageMs < hourMs) return 5 * minuteMs
  return ageMs < 24 * hourMs ? hourMs : 12 * hourMs
}

export const refundFigures = ({ currency, amount, tax }: Pick<Refund, 'currency' | 'amount' | 'tax'>) => ({
  ...{ currency, amount: formatMoney(amount), tax: formatMoney(tax), total: formatMoney(amount + tax) },
})
