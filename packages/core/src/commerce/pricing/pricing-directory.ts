import { type AccountDirectory, createAccountDirectory } from '#platform/account-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { AccountPricing } from './account-pricing.ts'
import { selectCards, selectPricing } from './pricing-store.ts'
import type { RateCard } from './rate-card.ts'

/** How an account pays, with every card that may price its messages. */
export interface Tariff {
  pricing: AccountPricing
  cards: readonly RateCard[]
}

/** Which accounts pay for messages. The application calls `forget` on what arrives on the channel `pricing`. */
export type PricingDirectory = AccountDirectory<Tariff>

export const createPricingDirectory = (worker: Queryable): PricingDirectory =>
  createAccountDirectory(worker, selectTariffs)

async function selectTariffs(db: Queryable, accountIds: readonly string[]): Promise<Map<string, Tariff>> {
  const pricing = await selectPricing(db, accountIds)
  if (pricing.size === 0) return new Map()
  const names = [...pricing.values()].map(({ cardName, currency }) => ({ name: cardName, currency }))
  const cards = await selectCards(db, names)
  return new Map([...pricing].map(([id, one]) => [id, { pricing: one, cards: cards.filter(isOf(one)) }]))
}

const isOf =
  ({ cardName, currency }: AccountPricing) =>
  (card: RateCard): boolean =>
    card.name === cardName && card.currency === currency
