import { formatMoney, type Micros, minorDigits } from '../../pricing/money.ts'
import type { BillingProfile, Seller } from '../parties.ts'
import type { TaxAmount } from '../tax.ts'
import { amountInWords } from './amount-in-words.ts'

export const documentKinds = ['tax_invoice', 'receipt_voucher', 'refund_voucher', 'credit_note', 'statement'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** A document as it was issued: everything that stands on the paper, every number a string. It is never changed. */
export interface InvoiceDocument {
  version: 'invoice.v1'
  kind: DocumentKind
  number: string
  /** YYYY-MM-DD, where the seller is. */
  issuedOn: string
  seller: Pick<Seller, 'name' | 'address' | 'country' | 'state' | 'gstin' | 'vatId'>
  /** Null: the account has given no billing profile. */
  buyer: BillingProfile | null
  currency: string
  placeOfSupply: string | null
  reverseCharge: 'no'
  note: string | null
  period: { from: string; to: string } | null
  corrects: { number: string; issuedOn: string; reason: string } | null
  lines: readonly { description: string; sac: string; quantity: string; taxable: string }[]
  taxable: string
  /** `rate` in per cent. */
  taxes: readonly { name: string; rate: string; amount: string }[]
  rounding: string
  total: string
  totalInWords: string
}

interface DraftLine {
  description: string
  quantity: number
  /** Its share of the whole, in any measure. */
  weight: Micros
}

export interface Draft {
  kind: DocumentKind
  number: string
  issuedOn: string
  seller: Seller
  buyer: BillingProfile | null
  currency: string
  lines: readonly DraftLine[]
  taxable: Micros
  taxes: readonly TaxAmount[]
  /** What was or is to be paid; it may differ from taxable and taxes by a coin or two. */
  total: Micros
  placeOfSupply: string | null
  note: string | null
  period?: InvoiceDocument['period']
  corrects?: InvoiceDocument['corrects']
}

export function buildDocument({ seller, lines, taxable, taxes, total, currency, ...draft }: Draft): InvoiceDocument {
  const { name, address, country, state, gstin, vatId } = seller
  const tax = taxes.reduce((sum, { amount }) => sum + amount, 0n)
  const shares = allocate(
    taxable,
    lines.map(({ weight }) => weight),
    currency,
  )
  return {
    ...{ version: 'invoice.v1', kind: draft.kind, number: draft.number, issuedOn: draft.issuedOn },
    ...{ seller: { name, address, country, state, gstin, vatId }, buyer: draft.buyer, currency },
    ...{ placeOfSupply: draft.placeOfSupply, reverseCharge: 'no', note: draft.note },
    ...{ period: draft.period ?? null, corrects: draft.corrects ?? null },
    lines: lines.map(({ description, quantity }, place) => ({
      ...{ description, sac: seller.sac, quantity: String(quantity), taxable: formatMoney(shares[place] ?? 0n) },
    })),
    taxable: formatMoney(taxable),
    taxes: taxes.map(({ name: of, rate, amount }) => ({
      name: of,
      rate: String(rate / 100),
      amount: formatMoney(amount),
    })),
    rounding: formatMoney(total - taxable - tax),
    total: formatMoney(total),
    totalInWords: amountInWords(total, currency),
  }
}

/** Parts `total` by weight into whole coins that sum up to it exactly: what is left goes to the largest remainders. */
export function allocate(total: Micros, weights: readonly Micros[], currency: string): Micros[] {
  const coin = 10n ** BigInt(6 - minorDigits(currency))
  const coins = total / coin
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  if (whole === 0n) return weights.map((_, place) => (place === 0 ? total : 0n))
  const shares = weights.map((weight, place) => ({
    place,
    coins: (coins * weight) / whole,
    rest: (coins * weight) % whole,
  }))
  let left = coins - shares.reduce((sum, share) => sum + share.coins, 0n)
  for (const share of shares.toSorted((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    share.coins += 1n
    left -= 1n
  }
  return shares.map((share) => share.coins * coin)
}
