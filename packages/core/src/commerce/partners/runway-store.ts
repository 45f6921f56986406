import type { Queryable } from '#platform/database/queryable.ts'

/** What messages have cost in the last days, in millionths. */
export async function selectSpent(
  db: Queryable,
  { accountId, currency, days }: { accountId: string; currency: string; days: number },
): Promise<bigint> {
  const { spent } = await db.one<{ spent: string }>(
    `select coalesce(-sum(amount), 0)::bigint as spent from ledger_transactions
      where account_id = $1 and currency = $2 and message_id is not null and created_at > now() - make_interval(days => $3::int)`,
    [accountId, currency, days],
  )
  return BigInt(spent)
}
