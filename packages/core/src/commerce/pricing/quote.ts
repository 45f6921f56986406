import { localTime } from '#platform/time-zones.ts'
import { marketsOf } from './markets.ts'
import type { Micros } from './money.ts'
import { type Price, priceOf } from './price.ts'
import type { Tariff } from './pricing-directory.ts'
import { type Category, cardOn } from './rate-card.ts'

/** What is asked for a price: whom it goes to, as what, and when. */
export interface PricedMessage {
  /** As in ISO 3166; null: it is not known. */
  country: string | null
  category: Category
  /** Milliseconds: the card of this day in the zone of the business account holds. */
  at: number
  freeBecause?: string | null
  reportedCost?: Micros | null
}

/** What such a message costs the account. */
export function quote(
  { pricing, cards }: Omit<Tariff, 'buy'>,
  { country, category, at, ...known }: PricedMessage,
): Price {
  return priceOf({
    terms: pricing,
    card: cardOn(cards, localTime(at, pricing.timeZone).date),
    markets: marketsOf(country),
    category,
    nth: 1,
    freeBecause: known.freeBecause ?? null,
    reportedCost: known.reportedCost ?? null,
  })
}

/** Meta's word for a category of a template or of a priced message, as ours; null: it is none that has a price. */
export function toCategory(name: string | null): Category | null {
  switch (name?.toLowerCase() ?? '') {
    case 'marketing':
    case 'marketing_lite':
      return 'marketing'
    case 'utility':
      return 'utility'
    case 'authentication':
      return 'authentication'
    case 'authentication_international':
      return 'authentication_international'
    case 'service':
    case 'user_initiated':
    case 'referral_conversion':
      return 'service'
    default:
      return null
  }
}
