import { formatMoney, type Micros } from '../pricing/money.ts'
import type { Price, PriceStep } from '../pricing/price.ts'
import type { Category } from '../pricing/rate-card.ts'
import type { LotShare } from './wallet.ts'

/** A price as it is stored: money as decimal strings. */
export interface StoredPrice {
  meta: string
  markup: string
  fee: string
  total: string
  market: string
  category: Category
  cardId: string | null
  steps: readonly PriceStep[]
  /** What of it was paid with promotional credit; absent: nothing. */
  lots?: readonly LotShare[]
  /** As in ISO 3166, of the recipient; null: it is not known. */
  country: string | null
}

export const toStoredPrice = ({ meta, markup, fee, total, ...price }: Price, country: string | null): StoredPrice => ({
  ...price,
  country,
  meta: formatMoney(meta),
  markup: formatMoney(markup),
  fee: formatMoney(fee),
  total: formatMoney(total),
})

/** `held` until Meta says how it went; `refunded` where it was paid for when it was accepted, and failed. */
type ChargeState = 'held' | 'captured' | 'released' | 'refunded'

/** What a message costs, and how far that is settled. Instants are ISO 8601. */
export interface Charge {
  accountId: string
  messageId: string
  currency: string
  state: ChargeState
  held: Micros
  /** Null: nothing was taken yet. */
  captured: Micros | null
  category: Category
  quote: StoredPrice
  /** As it was captured; null: it was not. */
  price: StoredPrice | null
  /** What its partner is charged for the message; absent or null: not known, or there is no partner. */
  buy?: Micros | null
  expiresAt: string
  settledAt: string | null
}
