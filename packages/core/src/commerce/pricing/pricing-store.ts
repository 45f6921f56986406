import type { Queryable } from '#platform/database/database.ts'
import { type AccountPricing, defaultPricing } from './account-pricing.ts'
import { listPrices } from './list-prices.ts'
import { parseMoney } from './money.ts'
import type { Category, Rate, RateCard } from './rate-card.ts'

/** Of the accounts that pay for messages; the rest are left out. */
export async function selectPricing(
  db: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, AccountPricing>> {
  const rows = await db.many<{ accountId: string; settings: Partial<AccountPricing> }>(
    'select account_id, settings from account_pricing where account_id = any ($1::uuid[])',
    [accountIds],
  )
  return new Map(
    rows.map(({ accountId, settings }) => [accountId, { ...defaultPricing, ...settings } as AccountPricing]),
  )
}

/** How the partners of these accounts pay, by the account. */
export async function selectPartnersPricing(
  db: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, AccountPricing>> {
  const rows = await db.many<{ accountId: string; settings: Partial<AccountPricing> }>(
    `select c.account_id, p.settings from partner_accounts c join account_pricing p on p.account_id = c.partner_id
      where c.account_id = any ($1::uuid[])`,
    [accountIds],
  )
  return new Map(
    rows.map(({ accountId, settings }) => [accountId, { ...defaultPricing, ...settings } as AccountPricing]),
  )
}

export const upsertPricing = (
  tx: Queryable,
  { accountId, pricing, at }: { accountId: string; pricing: AccountPricing; at: string },
): Promise<number> =>
  tx.run(
    `insert into account_pricing (account_id, settings, updated_at) values ($1, $2::jsonb, $3::timestamptz)
     on conflict (account_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`,
    [accountId, JSON.stringify(pricing), at],
  )

interface StoredRate {
  market: string
  category: Category
  tierFrom: number
  price: string
}

const columns = 'id, name, currency, effective_from, rates'
type CardRow = Omit<RateCard, 'rates'> & { rates: StoredRate[] }

const toCard = ({ rates, ...row }: CardRow): RateCard => ({
  ...row,
  rates: rates.map(({ price, ...rate }): Rate => ({ ...rate, unitMicros: parseMoney(price) ?? 0n })),
})

/** The cards of these names and currencies, those that come with Dawk among them; of one day, the latest import first. */
export async function selectCards(
  db: Queryable,
  cards: readonly { name: string; currency: string }[],
): Promise<RateCard[]> {
  const rows = await db.many<CardRow>(
    `select ${columns} from rate_cards where (name, currency) in (
       select name, currency from json_to_recordset($1::json) as x(name text, currency text)) order by created_at desc`,
    [JSON.stringify(cards.map(({ name, currency }) => ({ name, currency })))],
  )
  const shipped = listPrices.filter((card) =>
    cards.some(({ name, currency }) => card.name === name && card.currency === currency),
  )
  return [...rows.map(toCard), ...shipped]
}

export interface NewRateCard extends RateCard {
  source: string
  sha256: string
  /** Decimal strings, as they are stored. */
  stored: readonly StoredRate[]
  createdAt: string
}

export const insertCard = (db: Queryable, card: NewRateCard): Promise<number> =>
  db.run(
    `insert into rate_cards (id, name, currency, effective_from, source, sha256, rates, created_at)
     values ($1, $2, $3, $4::date, $5, $6, $7::jsonb, $8::timestamptz)`,
    [
      ...[card.id, card.name, card.currency, card.effectiveFrom],
      ...[card.source, card.sha256, JSON.stringify(card.stored), card.createdAt],
    ],
  )
