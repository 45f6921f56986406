import { formatMoney, type Micros } from '../pricing/money.ts'

/** Promotional credit that remains. */
export interface PromoLot {
  id: string
  granted: Micros
  remaining: Micros
  /** ISO 8601; null: never. */
  expiresAt: string | null
}

/** What a transaction took from one lot: a refund gives it back with the same end. Money as decimal strings. */
export interface LotShare {
  amount: string
  expiresAt: string | null
}

/** A balance below which an account wants to be told. Money as decimal strings. */
export interface Threshold {
  id: string
  below: string
  /** From this balance on it is armed again. */
  rearmAbove: string
}

/** The balances of an account in one currency. */
export interface Wallet {
  accountId: string
  currency: string
  paid: Micros
  promo: Micros
  held: Micros
  creditLimit: Micros
  /** The last of it that only authentication messages may spend. */
  reserve: Micros
  lastSequence: bigint
  thresholds: readonly Threshold[]
  /** Ids of the thresholds below which the balance is. */
  crossed: readonly string[]
}

/** What may be spent. */
export const availableOf = ({ paid, promo, held, creditLimit }: Wallet): Micros => paid + promo + creditLimit - held

/** What a wallet holds that nobody has put anything into. */
export const emptyWallet = (accountId: string, currency: string): Wallet => ({
  ...{ accountId, currency, paid: 0n, promo: 0n, held: 0n, creditLimit: 0n, reserve: 0n, lastSequence: 0n },
  thresholds: [],
  crossed: [],
})

/** Money as it leaves the core: decimal strings. */
export const walletFigures = (wallet: Wallet) => ({
  currency: wallet.currency,
  available: formatMoney(availableOf(wallet)),
  paid: formatMoney(wallet.paid),
  promo: formatMoney(wallet.promo),
  held: formatMoney(wallet.held),
  creditLimit: formatMoney(wallet.creditLimit),
  reserve: formatMoney(wallet.reserve),
})
