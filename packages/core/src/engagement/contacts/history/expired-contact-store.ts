import type { Queryable } from '#platform/database/database.ts'

const ofExpired = (table: string) =>
  `delete from ${table} t using json_to_recordset($1::json) as x(account_id uuid, id uuid) where t.account_id = x.account_id and t.contact_id = x.id`

/** Removes a batch of what was deleted before the instant; returns how many were looked at. */
export async function deleteExpired(tx: Queryable, before: string, limit: number): Promise<number> {
  const rows = await tx.many<{ accountId: string; id: string; talked: boolean }>(
    `select c.account_id, c.id, exists (select from conversations v where v.account_id = c.account_id and v.contact_id = c.id) as talked
         from contacts c where c.deleted_at < $1::timestamptz order by c.deleted_at limit $2 for update of c skip locked`,
    [before, limit],
  )
  const toJson = (some: typeof rows) => JSON.stringify(some.map(({ accountId, id }) => ({ account_id: accountId, id })))
  for (const table of [
    'contact_tags',
    'contact_external_ids',
    'contact_attribute_values',
    'contact_history',
    'contact_updates',
    'segment_members',
  ])
    await tx.run(ofExpired(table), [toJson(rows)])
  const silent = toJson(rows.filter(({ talked }) => !talked))
  for (const table of ['contact_words', 'contact_identifiers']) await tx.run(ofExpired(table), [silent])
  await tx.run(
    `delete from contacts c using json_to_recordset($1::json) as x(account_id uuid, id uuid) where c.account_id = x.account_id and c.id = x.id`,
    [silent],
  )
  await tx.run(
    `update contacts c set attributes = '{}', attribute_keys = '{}', provenance = '{}', language = null, timezone = null, name_source = null,
              deleted_at = 'infinity'
         from json_to_recordset($1::json) as x(account_id uuid, id uuid) where c.account_id = x.account_id and c.id = x.id`,
    [toJson(rows.filter(({ talked }) => talked))],
  )
  return rows.length
}

/** Merges from before the instant can no longer be undone. */
export async function deleteMergesBefore(worker: Queryable, before: string): Promise<void> {
  await worker.run('delete from contact_merges where merged_at < $1::timestamptz', [before])
}
