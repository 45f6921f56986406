import { LRUCache } from 'lru-cache'
import type { Queryable } from '#platform/database/database.ts'
import type { AccountPricing } from './account-pricing.ts'
import { selectCards, selectPricing } from './pricing-store.ts'
import type { RateCard } from './rate-card.ts'

/** How an account pays, with every card that may price its messages. */
export interface Tariff {
  pricing: AccountPricing
  cards: readonly RateCard[]
}

/** Which accounts pay for messages; of the others nothing is ever looked up. */
export interface PricingDirectory {
  /** From memory, at once. Null: the account pays nothing; undefined: it has to be looked up. */
  peek(accountId: string): Tariff | null | undefined
  find(accountId: string): Promise<Tariff | null>
  /** Of those that pay. Inside a transaction it has to be given: the embedded database has one connection. */
  findAll(accountIds: readonly string[], tx: Queryable): Promise<ReadonlyMap<string, Tariff>>
  /** The account's pricing is read again; without an id, that of all. */
  forget(accountId: string): void
}

/** The application calls `forget` on what arrives on the channel `pricing`; a lost notice costs no more than this. */
const foundMs = 15_000
const maxAccounts = 50_000

export function createPricingDirectory(worker: Queryable): PricingDirectory {
  const entries = new LRUCache<string, { tariff: Tariff | null }>({ max: maxAccounts, ttl: foundMs })
  const reads = new Map<string, Promise<Tariff | null>>()
  let changes = 0

  async function read(accountIds: readonly string[], db: Queryable): Promise<Map<string, Tariff>> {
    const changesBefore = changes
    const found = await readTariffs(db, accountIds)
    if (changes === changesBefore) for (const id of accountIds) entries.set(id, { tariff: found.get(id) ?? null })
    return found
  }

  async function findAll(accountIds: readonly string[], tx: Queryable): Promise<Map<string, Tariff>> {
    const known = accountIds.map((id) => [id, entries.get(id)] as const)
    const missing = known.flatMap(([id, entry]) => (entry === undefined ? [id] : []))
    const found = missing.length > 0 ? await read(missing, tx) : new Map<string, Tariff>()
    for (const [id, entry] of known) if (entry?.tariff) found.set(id, entry.tariff)
    return found
  }

  function find(accountId: string): Promise<Tariff | null> {
    const running = reads.get(accountId)
    if (running) return running
    const reading = read([accountId], worker)
      .then((found) => found.get(accountId) ?? null)
      .finally(() => reads.delete(accountId))
    reads.set(accountId, reading)
    return reading
  }

  return {
    peek: (accountId) => entries.get(accountId)?.tariff,
    find,
    findAll,
    forget(accountId) {
      changes += 1
      if (accountId === '') entries.clear()
      else entries.delete(accountId)
      reads.clear()
    },
  }
}

async function readTariffs(db: Queryable, accountIds: readonly string[]): Promise<Map<string, Tariff>> {
  const pricing = await selectPricing(db, accountIds)
  if (pricing.size === 0) return new Map()
  const wanted = [...pricing.values()].map(({ cardName, currency }) => ({ name: cardName, currency }))
  const cards = await selectCards(db, wanted)
  return new Map([...pricing].map(([id, one]) => [id, { pricing: one, cards: cards.filter(isOf(one)) }]))
}

const isOf =
  ({ cardName, currency }: AccountPricing) =>
  (card: RateCard): boolean =>
    card.name === cardName && card.currency === currency
