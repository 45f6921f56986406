import type { VendorName } from '../payment-vendor.ts'

/** A card or account that a person let the provider keep for this account. */
export interface PaymentMethod {
  accountId: string
  id: string
  provider: VendorName
  /** The vendor's, of the account. */
  customerId: string
  /** The vendor's. */
  methodId: string
  /** As people know it: `visa •••• 4242`. */
  label: string
  createdAt: string
}
