import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** Changes of one contact that are not announced yet. */
export interface PendingUpdate {
  contactId: string
  changed: Readonly<Record<string, { from: unknown; to: unknown; source: string }>>
  version: number
  dueAt: string
}

const updateRows = recordset({
  accountId: 'uuid',
  contactId: 'uuid',
  changed: 'jsonb',
  version: 'int',
  dueAt: 'timestamptz',
})

/** What waits already is joined: from the first value to the last, due when the first was. */
export async function queueUpdates(tx: Queryable, accountId: string, updates: readonly PendingUpdate[]): Promise<void> {
  if (updates.length === 0) return
  await tx.run(
    `insert into contact_updates as u (${updateRows.columns}) select ${updateRows.columns} from ${updateRows.from('$1')} order by 1, 2
     on conflict (account_id, contact_id) do update set version = excluded.version,
       changed = u.changed || (select jsonb_object_agg(key, case when u.changed ? key
         then value || jsonb_build_object('from', u.changed->key->'from') else value end) from jsonb_each(excluded.changed))`,
    [updateRows.json(updates.map((update) => ({ accountId, ...update })))],
  )
}

/** Takes what is due off the queue, of all accounts; another process takes others. */
export const takeDueUpdates = (
  tx: Queryable,
  limit: number,
): Promise<(Omit<PendingUpdate, 'dueAt'> & { accountId: string })[]> =>
  tx.many(
    `with due as (
       select account_id, contact_id from contact_updates where due_at <= now() order by due_at limit $1 for update skip locked)
     delete from contact_updates u using due where u.account_id = due.account_id and u.contact_id = due.contact_id
     returning u.account_id, u.contact_id, u.changed, u.version`,
    [limit],
  )

/** As a condition. */
export const anyUpdateDue = 'exists (select from contact_updates where due_at <= now())'
