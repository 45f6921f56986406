import { type AccountDirectory, createAccountDirectory } from '#platform/account-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { AccountPricing } from './account-pricing.ts'
import { selectCards, selectPartnersPricing, selectPricing } from './pricing-store.ts'
import type { RateCard } from './rate-card.ts'

/** How an account pays, with every card that may price its messages. */
export interface Tariff {
  pricing: AccountPricing
  cards: readonly RateCard[]
  /** How the partner of the account pays the operator for the same; null: it has none, or not in this currency. */
  buy: Omit<Tariff, 'buy'> | null
}

/** Which accounts pay for messages. The application calls `forget` on what arrives on the channel `pricing`. */
export type PricingDirectory = AccountDirectory<Tariff>

export const createPricingDirectory = (worker: Queryable): PricingDirectory =>
  createAccountDirectory(worker, selectTariffs)

async function selectTariffs(db: Queryable, accountIds: readonly string[]): Promise<Map<string, Tariff>> {
  const pricing = await selectPricing(db, accountIds)
  if (pricing.size === 0) return new Map()
  const buying = await selectPartnersPricing(db, [...pricing.keys()])
  const names = [...pricing.values(), ...buying.values()].map(({ cardName, currency }) => ({
    name: cardName,
    currency,
  }))
  const cards = await selectCards(db, names)
  const priced = (one: AccountPricing) => ({ pricing: one, cards: cards.filter(isOf(one)) })
  return new Map(
    [...pricing].map(([id, one]) => {
      const bought = buying.get(id)
      return [id, { ...priced(one), buy: bought?.currency === one.currency ? priced(bought) : null }]
    }),
  )
}

const isOf =
  ({ cardName, currency }: AccountPricing) =>
  (card: RateCard): boolean =>
    card.name === cardName && card.currency === currency
