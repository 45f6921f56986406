import type { Micros } from './money.ts'

/** The kinds of messages that have a price. `service` is every message that is no template. */
export const categories = ['marketing', 'utility', 'authentication', 'authentication_international', 'service'] as const
export type Category = (typeof categories)[number]

export const isCategory = (name: string): name is Category => (categories as readonly string[]).includes(name)

/** The price of one message in a market, from the `tierFrom`th of a month on. */
export interface Rate {
  market: string
  category: Category
  tierFrom: number
  unitMicros: Micros
}

/** What Meta asks, in one currency and from one day on. It is never changed; a newer card takes its place. */
export interface RateCard {
  id: string
  /** Cards of one name follow one another. */
  name: string
  currency: string
  /** The first day on which it holds, where the business account is: `2026-10-01`. */
  effectiveFrom: string
  rates: readonly Rate[]
}

/**
 * The rate for the first of `markets` that the card speaks of, in the band of the `nth` message of the month.
 * Null: it speaks of none of them.
 */
export function findRate(
  { rates }: Pick<RateCard, 'rates'>,
  { markets, category, nth }: { markets: readonly string[]; category: Category; nth: number },
): Rate | null {
  for (const market of markets) {
    const bands = rates.filter((rate) => rate.market === market && rate.category === category && rate.tierFrom <= nth)
    const band = bands.toSorted((a, b) => b.tierFrom - a.tierFrom)[0]
    if (band) return band
  }
  return null
}

/** The card that holds on a day: the latest that has begun. `cards` are of one name and currency. */
export function cardOn(cards: readonly RateCard[], day: string): RateCard | null {
  const begun = cards.filter(({ effectiveFrom }) => effectiveFrom <= day)
  return (
    begun.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : 0))[0] ??
    null
  )
}
