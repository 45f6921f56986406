import type { Queryable } from '#platform/database/database.ts'
import type { AutoRecharge } from './recharge.ts'

const columns = `r.account_id, r.currency, r.enabled, r.below, r.amount, r.method_id, r.max_per_day, r.max_per_month, r.top_up_id,
  r.declines, r.stopped_reason, r.updated_at`

type RechargeRow = Omit<AutoRecharge, 'below' | 'amount'> & { below: string; amount: string }
const toRecharge = (row: RechargeRow): AutoRecharge => ({
  ...row,
  ...{ below: BigInt(row.below), amount: BigInt(row.amount) },
})

export async function selectRecharges(db: Queryable, accountId: string): Promise<AutoRecharge[]> {
  const rows = await db.many<RechargeRow>(
    `select ${columns} from auto_recharges r where r.account_id = $1 order by r.currency`,
    [accountId],
  )
  return rows.map(toRecharge)
}

export async function lockRecharge(tx: Queryable, accountId: string, currency: string): Promise<AutoRecharge | null> {
  const row = await tx.maybe<RechargeRow>(
    `select ${columns} from auto_recharges r where r.account_id = $1 and r.currency = $2 for update`,
    [accountId, currency],
  )
  return row && toRecharge(row)
}

/** As it is from now on. */
export const writeRecharge = (tx: Queryable, one: AutoRecharge): Promise<number> =>
  tx.run(
    `insert into auto_recharges (account_id, currency, enabled, below, amount, method_id, max_per_day, max_per_month, top_up_id, declines,
       stopped_reason, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (account_id, currency) do update set enabled = excluded.enabled, below = excluded.below, amount = excluded.amount,
       method_id = excluded.method_id, max_per_day = excluded.max_per_day, max_per_month = excluded.max_per_month,
       top_up_id = excluded.top_up_id, declines = excluded.declines, stopped_reason = excluded.stopped_reason,
       updated_at = excluded.updated_at`,
    [
      ...[one.accountId, one.currency, one.enabled, String(one.below), String(one.amount), one.methodId],
      ...[one.maxPerDay, one.maxPerMonth, one.topUpId, one.declines, one.stoppedReason, one.updatedAt],
    ],
  )

/** How often the wallet was filled by itself within the last day and the last 30, and what others have begun to pay in. */
export async function selectRecent(
  tx: Queryable,
  { accountId, currency }: Pick<AutoRecharge, 'accountId' | 'currency'>,
  now: string,
): Promise<{ today: number; thisMonth: number; underWay: bigint }> {
  const { underWay, ...counts } = await tx.one<{ today: number; thisMonth: number; underWay: string }>(
    `select count(*) filter (where origin = 'auto_recharge' and created_at > $3::timestamptz - interval '1 day')::int as today,
            count(*) filter (where origin = 'auto_recharge')::int as this_month,
            coalesce(sum(amount) filter (where origin = 'customer' and state = 'requires_payment'
              and created_at > $3::timestamptz - interval '15 minutes'), 0)::text as under_way
       from top_ups where account_id = $1 and currency = $2 and created_at > $3::timestamptz - interval '30 days'`,
    [accountId, currency, now],
  )
  return { ...counts, underWay: BigInt(underWay) }
}
