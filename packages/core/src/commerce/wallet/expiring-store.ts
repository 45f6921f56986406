import type { Queryable } from '#platform/database/database.ts'

/** What is held past its time, of any account; the oldest first. */
export const selectExpiredHolds = (tx: Queryable, at: string, limit: number) =>
  tx.many<{ accountId: string; messageId: string }>(
    `select account_id, message_id from message_charges where state = 'held' and expires_at < $1::timestamptz
      order by expires_at limit $2`,
    [at, limit],
  )

/** Who has promotional credit past its end; an account for each lot. */
export const selectEndedLots = (tx: Queryable, at: string, limit: number) =>
  tx.many<{ accountId: string }>(
    `select account_id from promo_lots where remaining > 0 and expires_at < $1::timestamptz order by expires_at limit $2`,
    [at, limit],
  )
