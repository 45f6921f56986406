import { type Micros, parseMoney } from '../pricing/money.ts'
import type { Book, PostedTransaction } from './book.ts'
import type { Charge, StoredPrice } from './charge.ts'
import { type LedgerLine, type LedgerShare, moveShares, reverse } from './ledger.ts'

const amountOf = (text: string): Micros => parseMoney(text) ?? 0n

interface Capture {
  price: StoredPrice
  kind: 'capture' | 'late_capture'
  at: string
  buy?: Micros | null
}

/**
 * Takes what a message costs from its wallet: Meta's share, the markup and the fee, each to an account of its own. It may
 * overdraw: what was held is there, and what Meta has charged is owed.
 */
export function capture(book: Book, charge: Charge, { price, kind, at, buy = charge.buy ?? null }: Capture): void {
  const { accountId, currency, messageId } = charge
  const total = amountOf(price.total)
  const lines = toLines(book.sources(accountId, currency, total), price)
  const posted = total === 0n ? null : book.post(accountId, currency, { kind, messageId, lines })
  const lots = posted?.lotShares ?? []
  const captured = { ...price, ...(lots.length > 0 && { lots }) }
  book.settle({ ...charge, state: 'captured', captured: total, price: captured, buy, settledAt: at })
}

/** From the wallet to those who get it. A discount is borne by the markup: Meta gets its whole price. */
function toLines(from: readonly LedgerShare[], { meta, markup, fee }: StoredPrice): LedgerLine[] {
  const discount = amountOf(markup) < 0n ? -amountOf(markup) : 0n
  const shares: LedgerShare[] = [
    { account: 'passthrough:meta', amount: amountOf(meta) - discount },
    { account: 'revenue:markup', amount: discount > 0n ? 0n : amountOf(markup) },
    { account: 'revenue:platform_fee', amount: amountOf(fee) },
  ]
  const borne: LedgerLine = { debit: 'revenue:markup', credit: 'passthrough:meta', amount: discount }
  return [...moveShares(from, shares), ...(discount > 0n ? [borne] : [])]
}

const dayMs = 24 * 3600_000

/** Gives back what a message has cost, for one that failed after it was paid for. */
export function refund(book: Book, charge: Charge, at: string): void {
  const { accountId, currency, messageId, captured, price } = charge
  if (captured !== null && captured > 0n && price !== null) {
    const promo = (price.lots ?? []).reduce((sum, { amount }) => sum + amountOf(amount), 0n)
    const from: LedgerShare[] = [
      { account: 'wallet:promo', amount: promo },
      { account: 'wallet:paid', amount: captured - promo },
    ]
    const lines = reverse(toLines(from, price))
    returnLots(book, book.post(accountId, currency, { kind: 'refund', messageId, lines }), price)
  }
  book.settle({ ...charge, state: 'refunded', settledAt: at })
}

/** With the end that it had, or a day to use it. */
function returnLots(
  book: Book,
  { accountId, currency, id, createdAt }: PostedTransaction,
  { lots = [] }: StoredPrice,
): void {
  const soonest = new Date(Date.parse(createdAt) + dayMs).toISOString()
  for (const [place, { amount, expiresAt }] of lots.entries()) {
    const micros = amountOf(amount)
    const lotId = `${id.slice(0, -4)}${place.toString(16).padStart(4, '0')}`
    const end = expiresAt !== null && expiresAt < soonest ? soonest : expiresAt
    book.putLot(accountId, currency, { id: lotId, granted: micros, remaining: micros, expiresAt: end })
  }
}
