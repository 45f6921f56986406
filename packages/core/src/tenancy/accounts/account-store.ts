import type { Queryable } from '#platform/database/database.ts'
import type { Account, AccountSettings } from './account.ts'
import { isPlan, type Quota } from './plans.ts'

export interface AccountRow {
  id: string
  name: string
  email: string
  plan: string
  active: boolean
  requestsPerMinute: number | null
  quotaRequests: number | null
  quotaPer: Quota['per'] | null
  defaultNumberId: string | null
  storageBytes: number | null
  requiresTwoFactor: boolean
  suspended: boolean
}

/** Columns of an `Account`; the table stands as `a`. */
export const accountColumns = `a.id, a.name, a.email, a.plan, a.active, a.requests_per_minute as "requestsPerMinute",
  a.quota_requests::float8 as "quotaRequests", a.quota_per as "quotaPer", a.default_number_id as "defaultNumberId",
  a.storage_bytes::float8 as "storageBytes", a.requires_two_factor as "requiresTwoFactor",
  exists (select from account_suspensions s where s.account_id = a.id and s.mode = 'all') as suspended`

/** A plan that this version does not know counts as the smallest. */
export const toAccount = ({ id, name, email, plan, active, requestsPerMinute, ...row }: AccountRow): Account => ({
  id,
  name,
  email,
  plan: isPlan(plan) ? plan : 'free',
  active,
  requestsPerMinute,
  quota: row.quotaRequests === null ? null : { requests: row.quotaRequests, per: row.quotaPer ?? 'month' },
  defaultNumberId: row.defaultNumberId,
  storageBytes: row.storageBytes,
  requiresTwoFactor: row.requiresTwoFactor,
  suspended: row.suspended,
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

export async function findAccountByEmail(worker: Queryable, email: string): Promise<Account | null> {
  const { rows } = await worker.query<AccountRow>(
    `select ${accountColumns} from accounts a where lower(a.email) = lower($1)`,
    [email],
  )
  return rows[0] ? toAccount(rows[0]) : null
}

/** The newest first, after the account `after`; `search` matches a part of the name or the e-mail address, in any case. */
export async function listAccounts(
  worker: Queryable,
  { search, limit, after = null }: { search: string | null; limit: number; after?: string | null },
): Promise<Account[]> {
  const { rows } = await worker.query<AccountRow>(
    `select ${accountColumns} from accounts a
      where ($1::text is null or strpos(lower(a.name), lower($1)) > 0 or strpos(lower(a.email), lower($1)) > 0)
        and ($3::uuid is null or a.id < $3::uuid)
      order by a.id desc limit $2`,
    [search, limit, after],
  )
  return rows.map(toAccount)
}

export async function selectAccount(tx: Queryable, accountId: string): Promise<Account | null> {
  const { rows } = await tx.query<AccountRow>(`select ${accountColumns} from accounts a where a.id = $1`, [accountId])
  return rows[0] ? toAccount(rows[0]) : null
}

/** Limits that are null are as the plan says. */
export async function updateSettings(tx: Queryable, accountId: string, settings: AccountSettings): Promise<void> {
  const { name, plan, active, requestsPerMinute, quota, defaultNumberId, storageBytes, requiresTwoFactor } = settings
  await tx.query(
    `update accounts set name = $2, plan = $3, active = $4, requests_per_minute = $5, quota_requests = $6::bigint,
                         quota_per = $7, default_number_id = $8, storage_bytes = $9::bigint, requires_two_factor = $10
      where id = $1`,
    [
      accountId,
      name,
      plan,
      active,
      requestsPerMinute,
      quota?.requests ?? null,
      quota?.per ?? null,
      defaultNumberId,
      storageBytes,
      requiresTwoFactor,
    ],
  )
}
