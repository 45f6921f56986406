import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** An account that draws on its partner's wallet. Amounts in millionths. */
export interface Pool {
  accountId: string
  partnerId: string
  timezone: string
  /** Of a day; null: none. */
  limit: string | null
  marketingReserve: string
  /** Of the last days. */
  drawn: readonly { currency: string; day: string; amount: string }[]
}

/** Of those of the accounts that do. */
export const selectPools = (tx: Queryable, accountIds: readonly string[]): Promise<Pool[]> =>
  tx.many(
    `select c.account_id, c.partner_id, c.timezone, c.pool_limit as limit, p.marketing_reserve,
            coalesce((select json_agg(json_build_object('currency', d.currency, 'day', d.day, 'amount', d.drawn::text))
               from pool_draws d where d.account_id = c.account_id and d.day > current_date - 3), '[]') as drawn
       from partner_accounts c join partners p on p.account_id = c.partner_id
      where c.account_id = any ($1::uuid[]) and c.wallet_mode = 'pooled'`,
    [accountIds],
  )

export interface PoolDraw {
  accountId: string
  currency: string
  /** YYYY-MM-DD, of the account's time zone. */
  day: string
  drawn: bigint
}

const draws = recordset({ accountId: 'uuid', currency: 'text', day: 'date', drawn: 'bigint' })

export const addDraws = async (tx: Queryable, added: readonly PoolDraw[]): Promise<void> => {
  if (added.length === 0) return
  await tx.run(
    `insert into pool_draws as d (${draws.columns}) select ${draws.columns} from ${draws.from('$1')}
     on conflict (account_id, currency, day) do update set drawn = d.drawn + excluded.drawn`,
    [draws.json(added.map((one) => ({ ...one, drawn: String(one.drawn) })))],
  )
}
