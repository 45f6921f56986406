import type { Queryable } from '#platform/database/database.ts'

/** How many days before a key expires its account is told, the most urgent first. */
const noticeDays = [1, 7]

export interface ExpiringKey {
  accountId: string
  keyId: string
  name: string
  display: string
  expiresAt: string
  noticeDays: 1 | 7
}

export async function selectAccountsWithDueKeys(worker: Queryable, at: string): Promise<string[]> {
  const rows = await worker.many<{ accountId: string }>(`select distinct account_id from (${dueKeys}) as due`, [
    at,
    noticeDays,
  ])
  return rows.map(({ accountId }) => accountId)
}

/** `$1` now, `$2` days of the notices. One row for each key of which something is to be said: the most urgent. */
const dueKeys = `
  select distinct on (k.id) k.id, k.account_id, d.days
    from api_keys k join unnest($2::int[]) as d(days) on k.expires_at <= $1::timestamptz + make_interval(days => d.days)
   where k.revoked_at is null and k.expires_at > $1::timestamptz
     and k.created_at < k.expires_at - make_interval(days => d.days)
     and (k.expiry_notice = 0 or k.expiry_notice > d.days)
   order by k.id, d.days`

/** Notes the notices as given and returns what they are about. */
export async function takeDueNotices(tx: Queryable, accountId: string, at: string): Promise<ExpiringKey[]> {
  return tx.many<ExpiringKey>(
    `update api_keys k set expiry_notice = due.days
       from (${dueKeys}) as due where k.id = due.id and k.account_id = $3
     returning k.account_id, k.id as key_id, k.name, k.display, due.days as notice_days, k.expires_at`,
    [at, noticeDays, accountId],
  )
}
