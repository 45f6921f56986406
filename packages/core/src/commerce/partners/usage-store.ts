import type { Queryable } from '#platform/database/queryable.ts'

/** What messages of a partner's accounts have cost, summed up. Amounts in millionths. */
export interface PartnerUsageRow {
  group: string
  currency: string
  messages: number
  /** What the accounts paid. */
  sell: string
  /** What the operator takes from the partner for the same, of those messages for which it is known. */
  buy: string
  /** How many messages have no buy side: the partner had no pricing of its own then. */
  withoutBuy: number
}

const groups = {
  account: 'c.account_id::text',
  category: 'm.category',
  market: `m.price ->> 'market'`,
  day: `to_char(m.settled_at at time zone 'utc', 'YYYY-MM-DD')`,
} as const

export type PartnerUsageGroup = keyof typeof groups

const sums = `count(*)::int as messages, sum(m.captured)::bigint as sell, coalesce(sum(m.buy), 0)::bigint as buy,
              (count(*) filter (where m.buy is null))::int as without_buy`
/** `$1` the partner, `$2` and `$3` the span. */
const captured = `from partner_accounts c join accounts a on a.id = c.account_id join message_charges m on m.account_id = c.account_id
      where c.partner_id = $1 and m.state = 'captured' and m.settled_at >= $2::timestamptz and m.settled_at < $3::timestamptz`

interface Span {
  partnerId: string
  /** ISO 8601; `to` is the first instant that no longer counts. */
  from: string
  to: string
}

export const selectPartnerUsage = (
  worker: Queryable,
  { partnerId, from, to }: Span,
  groupBy: PartnerUsageGroup,
  accountId: string | null,
): Promise<PartnerUsageRow[]> =>
  worker.many(
    `select ${groups[groupBy]} as "group", m.currency, ${sums} ${captured} and ($4::uuid is null or c.account_id = $4)
      group by 1, 2 order by 1, 2`,
    [partnerId, from, to, accountId],
  )

export interface StatementRow extends Omit<PartnerUsageRow, 'group'> {
  accountId: string
  externalId: string
  name: string
  category: string
}

/** One line for each account and category. */
export const selectStatementLines = (worker: Queryable, { partnerId, from, to }: Span): Promise<StatementRow[]> =>
  worker.many(
    `select c.account_id, c.external_id, a.name, m.category, m.currency, ${sums} ${captured}
      group by 1, 2, 3, 4, 5 order by 2, 4, 5`,
    [partnerId, from, to],
  )
