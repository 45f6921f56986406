import type { Queryable } from '#platform/database/database.ts'
import type { BulkChange, BulkState, StoredBulkChange } from './bulk-change.ts'

const shown = 'id, state, changed, failed, last_error, created_at, finished_at'

export const selectBulkChange = (db: Queryable, accountId: string, id: string): Promise<BulkChange | null> =>
  db.maybe<BulkChange>(`select ${shown} from bulk_changes where account_id = $1 and id = $2::uuid`, [accountId, id])

/** With what the work needs; nobody else changes it until the transaction ends. */
export const lockBulkChange = (tx: Queryable, accountId: string, id: string): Promise<StoredBulkChange | null> =>
  tx.maybe<StoredBulkChange>(
    `select ${shown}, filter, steps, actor from bulk_changes where account_id = $1 and id = $2::uuid for update`,
    [accountId, id],
  )

export const countRunning = async (db: Queryable, accountId: string): Promise<number> =>
  (
    await db.one<{ count: number }>(
      `select count(*)::int as count from bulk_changes where account_id = $1 and state = 'running'`,
      [accountId],
    )
  ).count

export async function insertBulkChange(tx: Queryable, accountId: string, change: StoredBulkChange): Promise<void> {
  const { id, filter, steps, actor, createdAt } = change
  await tx.run(
    `insert into bulk_changes (account_id, id, state, changed, failed, filter, steps, actor, created_at)
     values ($1, $2::uuid, 'running', 0, 0, $3::jsonb, $4::jsonb, $5::jsonb, $6::timestamptz)`,
    [accountId, id, JSON.stringify(filter), JSON.stringify(steps), JSON.stringify(actor), createdAt],
  )
}

/** What a batch has done. */
export async function countBatch(
  tx: Queryable,
  accountId: string,
  { id, changed, failed, lastError }: Pick<BulkChange, 'id' | 'changed' | 'failed' | 'lastError'>,
): Promise<void> {
  await tx.run(
    `update bulk_changes set changed = changed + $3, failed = failed + $4, last_error = coalesce($5, last_error)
      where account_id = $1 and id = $2::uuid`,
    [accountId, id, changed, failed, lastError],
  )
}

/** False: it is over already. */
export const finishBulkChange = (
  tx: Queryable,
  accountId: string,
  { id, state, at }: { id: string; state: Exclude<BulkState, 'running'>; at: string },
): Promise<boolean> =>
  tx
    .run(
      `update bulk_changes set state = $3, finished_at = $4::timestamptz
        where account_id = $1 and id = $2::uuid and state = 'running'`,
      [accountId, id, state, at],
    )
    .then((finished) => finished > 0)
