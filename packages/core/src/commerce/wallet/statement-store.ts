import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { TransactionKind } from './ledger.ts'

/** A line of the statement. Amounts in millionths, instants in ISO 8601. */
export interface StatementLine {
  id: string
  currency: string
  sequence: string
  kind: TransactionKind
  amount: string
  balanceAfter: string
  messageId: string | null
  reference: string | null
  details: Readonly<Record<string, unknown>>
  createdAt: string
}

export interface StatementFilter {
  currency?: string | undefined
  kind?: TransactionKind | undefined
  messageId?: string | undefined
  /** ISO 8601. */
  createdAfter?: string | undefined
  /** The last id of the page before. */
  before: string
  limit: number
}

/** Latest first. */
export function selectStatement(db: Queryable, accountId: string, filter: StatementFilter): Promise<StatementLine[]> {
  const where = conditions(accountId, filter.before, filter.limit)
  where.add('currency = ?', filter.currency)
  where.add('kind = ?', filter.kind)
  where.add('message_id = ?::uuid', filter.messageId)
  where.add('created_at > ?::timestamptz', filter.createdAfter)
  return db.many(
    `select id, currency, sequence, kind, amount, balance_after, message_id, reference, details, created_at from ledger_transactions
      where account_id = $1 and id < $2::uuid and ${where.sql} order by id desc limit $3`,
    where.params,
  )
}

export interface OpenHold {
  messageId: string
  currency: string
  held: string
  category: string
  expiresAt: string
}

/** What is held for messages, latest first. */
export const selectHolds = (
  db: Queryable,
  accountId: string,
  { before, limit }: { before: string; limit: number },
): Promise<OpenHold[]> =>
  db.many(
    `select message_id, currency, held, category, expires_at from message_charges
      where account_id = $1 and message_id < $2::uuid and state = 'held' and held > 0 order by message_id desc limit $3`,
    [accountId, before, limit],
  )

export interface UsageRow {
  group: string
  currency: string
  messages: number
  charged: string
  meta: string
  markup: string
  fee: string
}

const groups = {
  category: 'category',
  market: `price ->> 'market'`,
  day: `to_char(settled_at at time zone 'utc', 'YYYY-MM-DD')`,
} as const

export type UsageGroup = keyof typeof groups

const micros = (member: string) => `sum(((price ->> '${member}')::numeric * 1000000)::bigint)::bigint`

/** What messages have cost in a span of time, by what is asked. */
export const selectUsage = (
  db: Queryable,
  accountId: string,
  { groupBy, from, to }: { groupBy: UsageGroup; from: string; to: string },
): Promise<UsageRow[]> =>
  db.many(
    `select ${groups[groupBy]} as "group", currency, count(*)::int as messages, sum(captured)::bigint as charged,
            ${micros('meta')} as meta, ${micros('markup')} as markup, ${micros('fee')} as fee
       from message_charges
      where account_id = $1 and state = 'captured' and settled_at >= $2::timestamptz and settled_at < $3::timestamptz
      group by 1, 2 order by 1, 2`,
    [accountId, from, to],
  )
