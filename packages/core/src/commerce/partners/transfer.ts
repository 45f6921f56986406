export interface TransferCommand {
  /** `credit`: from the partner to the account; `debit`: back. */
  direction: 'credit' | 'debit'
  /** A decimal string above zero. */
  amount: string
  currency: string
  description: string | null
  /** Happens once: the partner's own word for it; null: every time. */
  reference: string | null
}

/** Money as decimal strings, instants in ISO 8601. */
export interface Transfer extends TransferCommand {
  /** Of the transaction in the ledger of the account. */
  id: string
  createdAt: string
}
