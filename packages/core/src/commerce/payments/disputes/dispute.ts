import { jobKind } from '#platform/jobs/job.ts'
import type { Micros } from '../../pricing/money.ts'
import type { VendorName } from '../payment-vendor.ts'

/** `won`: the money stays here. */
export const disputeStates = ['open', 'won', 'lost'] as const

/** A payment that the payer wants back through the bank. */
export interface Dispute {
  accountId: string
  provider: VendorName
  /** The vendor's. */
  id: string
  topUpId: string
  paymentId: string
  currency: string
  /** As disputed, tax included. */
  amount: Micros
  /** What of it was taken from the wallet until it is decided. */
  frozen: Micros
  /** The rest of it: tax that was charged on top. */
  tax: Micros
  state: (typeof disputeStates)[number]
  createdAt: string
  updatedAt: string
}

/** Asks the vendor how a dispute stands. The key is the vendor's id of it. */
export const checkDisputes = jobKind<{ provider: VendorName; topUpId: string }>('dispute.check')
