import type { Queryable } from '#platform/database/database.ts'

export interface QuotaPeriod {
  accountId: string
  per: 'day' | 'month'
  /** First day, as 2026-11-01. */
  startsOn: string
}

/** Takes up to `size` out of what is left of the period; `taken`: by all processes, this lease included. */
export async function takeLease(
  tx: Queryable,
  { accountId, per, startsOn }: QuotaPeriod,
  { size, limit }: { size: number; limit: number },
): Promise<{ granted: number; taken: number }> {
  const period = [accountId, per, startsOn]
  await tx.query(
    `insert into quota_usage (account_id, per, starts_on, taken) values ($1, $2, $3::date, 0)
     on conflict (account_id, per, starts_on) do nothing`,
    period,
  )
  const { rows } = await tx.query<{ granted: number; taken: number }>(
    `with own as (
       select taken from quota_usage where account_id = $1 and per = $2 and starts_on = $3::date for update)
     update quota_usage q set taken = own.taken + greatest(0, least($4::bigint, $5::bigint - own.taken)) from own
      where q.account_id = $1 and q.per = $2 and q.starts_on = $3::date
     returning (q.taken - own.taken)::float8 as granted, q.taken::float8 as taken`,
    [...period, size, limit],
  )
  return rows[0] ?? { granted: 0, taken: limit }
}

/** What was taken and not used. */
export async function returnLease(tx: Queryable, period: QuotaPeriod, unused: number): Promise<void> {
  await tx.query(
    `update quota_usage set taken = greatest(0, taken - $4::bigint)
      where account_id = $1 and per = $2 and starts_on = $3::date`,
    [period.accountId, period.per, period.startsOn, unused],
  )
}
