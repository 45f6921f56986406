import type { Queryable } from '#platform/database/database.ts'

/** Hides the contact from lists and filters. */
export async function markDeleted(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run(
    `update contacts set deleted_at = $3::timestamptz, updated_at = $3::timestamptz, version = version + 1
      where account_id = $1 and id = $2::uuid`,
    [accountId, id, new Date().toISOString()],
  )
}
