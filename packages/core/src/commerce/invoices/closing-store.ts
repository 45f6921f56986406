import type { Queryable } from '#platform/database/database.ts'

/** A wallet of which money was taken for messages in a span. */
export interface OpenMonth {
  accountId: string
  currency: string
}

const moves = `t.kind in ('capture', 'late_capture', 'refund')`

/** Wallets without a document for the span yet. */
export const selectOpenMonths = (
  db: Queryable,
  { from, to, month, limit }: { from: string; to: string; month: string; limit: number },
): Promise<OpenMonth[]> =>
  db.many(
    `select distinct t.account_id, t.currency from ledger_transactions t
      where t.created_at >= $1 and t.created_at < $2 and ${moves}
        and not exists (select from invoices i where i.account_id = t.account_id and i.reference = 'month:' || t.currency || ':' || $3)
      order by t.account_id, t.currency limit $4`,
    [from, to, month, limit],
  )

export interface UsageShare {
  category: string
  market: string
  messages: number
  amount: string
}

/** What was paid for messages, by category and market. What promotional credit has paid is no sale. */
export const selectUsageShares = (
  db: Queryable,
  { accountId, currency, from, to }: OpenMonth & { from: string; to: string },
): Promise<UsageShare[]> =>
  db.many(
    `select coalesce(c.price->>'category', 'other') as category, coalesce(c.price->>'market', 'other') as market,
            count(distinct t.message_id)::int as messages,
            sum(case when l.debit = 'wallet:paid' then l.amount when l.credit = 'wallet:paid' then -l.amount else 0 end)::text as amount
       from ledger_transactions t
       join ledger_lines l on l.account_id = t.account_id and l.transaction_id = t.id
       left join message_charges c on c.account_id = t.account_id and c.message_id = t.message_id
      where t.account_id = $1 and t.currency = $2 and t.created_at >= $3 and t.created_at < $4 and ${moves}
      group by 1, 2 having sum(case when l.debit = 'wallet:paid' then l.amount when l.credit = 'wallet:paid' then -l.amount else 0 end) > 0
      order by 1, 2`,
    [accountId, currency, from, to],
  )
