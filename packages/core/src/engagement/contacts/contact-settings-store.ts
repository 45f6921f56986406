import type { SourcePriority } from '#messaging/identities/source-priority.ts'
import type { Queryable } from '#platform/database/database.ts'

/** Null: the account has no order of its own any more. */
export async function updatePriority(tx: Queryable, accountId: string, priority: SourcePriority | null): Promise<void> {
  if (priority === null) {
    await tx.run('delete from contact_settings where account_id = $1', [accountId])
    return
  }
  await tx.run(
    `insert into contact_settings (account_id, source_priority, updated_at) values ($1, $2::jsonb, $3::timestamptz)
     on conflict (account_id) do update set source_priority = excluded.source_priority, updated_at = excluded.updated_at`,
    [accountId, JSON.stringify(priority), new Date().toISOString()],
  )
}
