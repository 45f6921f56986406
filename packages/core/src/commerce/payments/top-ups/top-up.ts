import { jobKind } from '#platform/jobs/job.ts'
import type { PaymentTax } from '../../invoices/top-up-documents.ts'
import { formatMoney, type Micros } from '../../pricing/money.ts'
import type { VendorName } from '../payment-vendor.ts'

/** `creating`: the vendor may not know of it yet. `expired`: nobody paid in time; a payment that comes still is credited. */
export const topUpStates = ['creating', 'requires_payment', 'paid', 'expired'] as const
type TopUpState = (typeof topUpStates)[number]

/** What a customer wants to pay into the wallet. */
export interface TopUp {
  accountId: string
  id: string
  provider: VendorName
  currency: string
  /** What the wallet gets. */
  amount: Micros
  /** On top of it. */
  tax: Micros
  /** How the tax is made up; null: there is none. */
  taxTreatment: PaymentTax | null
  state: TopUpState
  /** The vendor's; null: it was not created there yet. */
  orderId: string | null
  /** Where a person pays. */
  paymentUrl: string | null
  returnUrl: string
  origin: 'customer' | 'auto_recharge'
  /** Whether the person lets the vendor keep the method. */
  savesMethod: boolean
  /** The saved method that is charged, of `PaymentMethod`; null: a person pays. */
  methodId: string | null
  createdAt: string
  updatedAt: string
}

export const totalOf = ({ amount, tax }: Pick<TopUp, 'amount' | 'tax'>): Micros => amount + tax

/** A payment of a top-up, as the vendor last described it. */
export interface Payment {
  accountId: string
  provider: VendorName
  /** The vendor's. */
  id: string
  topUpId: string
  state: 'authorized' | 'captured' | 'failed'
  currency: string
  amount: Micros
  fee: Micros | null
  /** Of the ledger; null: it is not credited. */
  transactionId: string | null
  problem: 'amount_mismatch' | null
  failure: string | null
  createdAt: string
}

/** Where the wallet's ledger knows a payment by. */
export const paymentReference = ({ provider, id }: Pick<Payment, 'provider' | 'id'>): string => `${provider}:${id}`

/** Asks the vendor what became of a top-up. */
export const checkTopUps = jobKind<{ topUpId: string }>('top_up.check')

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** How long nobody has to pay before the vendor is not asked any more. */
const openForMs = 72 * hourMs

/** When the vendor is asked again without being told to: webhooks get lost. Null: never. */
export function nextCheckMs(ageMs: number): number | null {
  if (ageMs >= openForMs) return null
  if (ageMs < 10 * minuteMs) return minuteMs
  if (ageMs < 2 * hourMs) return 15 * minuteMs
  return 6 * hourMs
}

export const topUpFigures = (topUp: TopUp) => ({
  currency: topUp.currency,
  amount: formatMoney(topUp.amount),
  tax: formatMoney(topUp.tax),
  total: formatMoney(totalOf(topUp)),
})
