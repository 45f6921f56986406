import type { Queryable } from '../database/database.ts'
import { type Account, isPlan } from './account.ts'

export interface AccountRow {
  id: string
  name: string
  email: string
  plan: string
  active: boolean
  requestsPerMinute: number | null
}

/** Columns of an `Account`; the table stands as `a`. */
export const accountColumns = 'a.id, a.name, a.email, a.plan, a.active, a.requests_per_minute as "requestsPerMinute"'

/** A plan that this version does not know counts as the smallest. */
export const toAccount = ({ id, name, email, plan, active, requestsPerMinute }: AccountRow): Account => ({
  id,
  name,
  email,
  plan: isPlan(plan) ? plan : 'free',
  active,
  requestsPerMinute,
})

/** False when the e-mail address is taken, whatever its case. */
export async function insertAccount(db: Queryable, account: Account): Promise<boolean> {
  const { rows } = await db.query(
    `insert into accounts (id, name, email, plan, active, requests_per_minute) values ($1, $2, $3, $4, $5, $6)
     on conflict (lower(email)) do nothing returning id`,
    [account.id, account.name, account.email, account.plan, account.active, account.requestsPerMinute],
  )
  return rows.length === 1
}

/** Makes changes to what an account has wait for one another until the transaction ends; false: no such account. */
export async function lockAccount(tx: Queryable, accountId: string): Promise<boolean> {
  const { rows } = await tx.query('select 1 from accounts where id = $1 for update', [accountId])
  return rows.length === 1
}

/** Null when there is no such account. */
export async function updateRequestLimit(
  db: Queryable,
  accountId: string,
  requestsPerMinute: number | null,
): Promise<Account | null> {
  const { rows } = await db.query<AccountRow>(
    `update accounts a set requests_per_minute = $2 where a.id = $1 returning ${accountColumns}`,
    [accountId, requestsPerMinute],
  )
  return rows[0] ? toAccount(rows[0]) : null
}

export async function findAccountByEmail(worker: Queryable, email: string): Promise<Account | null> {
  const { rows } = await worker.query<AccountRow>(
    `select ${accountColumns} from accounts a where lower(a.email) = lower($1)`,
    [email],
  )
  return rows[0] ? toAccount(rows[0]) : null
}
