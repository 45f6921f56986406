import type { VendorName } from '../payments/payment-vendor.ts'
import type { Micros } from '../pricing/money.ts'

/** What moves money. */
export const transactionKinds = [
  'top_up',
  'promo_grant',
  'promo_expired',
  'adjustment',
  'capture',
  'late_capture',
  'refund',
  'credit_note',
  'refund_requested',
  'refund_sent',
  'refund_returned',
  'dispute_opened',
  'dispute_won',
  'dispute_lost',
  'partner_transfer',
  'pool_draw',
] as const
export type TransactionKind = (typeof transactionKinds)[number]

/** Accounts of the chart, of one tenant and currency. Those of the wallet are what the operator owes the tenant. */
export type LedgerAccount =
  | 'wallet:paid'
  | 'wallet:promo'
  | 'payments:received'
  | 'refunds:pending'
  | 'disputes:open'
  | `psp:${VendorName}:clearing`
  | 'tax:output'
  | 'promo:expense'
  | 'adjustments'
  | 'passthrough:meta'
  | 'revenue:markup'
  | 'revenue:platform_fee'
  | 'partner:accounts' // what a partner has given to its accounts
  | 'partner:funding' // what an account has from its partner

/** Moves an amount above zero from the account that is debited to the one that is credited. */
export interface LedgerLine {
  debit: LedgerAccount
  credit: LedgerAccount
  amount: Micros
}

/** A transaction before it has its place in the ledger. */
export interface NewTransaction {
  kind: TransactionKind
  lines: readonly LedgerLine[]
  messageId?: string
  /** Happens once: the operator's word for it, or a provider's id. */
  reference?: string
  details?: Readonly<Record<string, unknown>>
}

/** What the lines add to an account of the chart that is owed to the tenant; negative: they take it. */
export function effectOn(account: LedgerAccount, lines: readonly LedgerLine[]): Micros {
  return lines.reduce(
    (sum, { debit, credit, amount }) => sum + (credit === account ? amount : 0n) - (debit === account ? amount : 0n),
    0n,
  )
}

/** What they add to the wallet as a whole. */
export const effectOnWallet = (lines: readonly LedgerLine[]): Micros =>
  effectOn('wallet:paid', lines) + effectOn('wallet:promo', lines)

/** What an account of the chart gives or gets. */
export interface LedgerShare {
  account: LedgerAccount
  amount: Micros
}

/** Lines that move what `from` gives to what `to` gets, in their order. Both sum up to the same. */
export function moveShares(from: readonly LedgerShare[], to: readonly LedgerShare[]): LedgerLine[] {
  const lines: LedgerLine[] = []
  const rest = from.map((share) => ({ ...share }))
  for (const { account: credit, amount } of to) {
    let open = amount
    while (open > 0n) {
      const source = rest.find((share) => share.amount > 0n)
      if (!source) throw new Error(`${open} of ${amount} for ${credit} come from nowhere`)
      const part = source.amount < open ? source.amount : open
      lines.push({ debit: source.account, credit, amount: part })
      source.amount -= part
      open -= part
    }
  }
  return lines
}

/** The same lines the other way round, as a refund. */
export const reverse = (lines: readonly LedgerLine[]): LedgerLine[] =>
  lines.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount }))
