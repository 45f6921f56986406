import type { Queryable } from '#platform/database/database.ts'

/** Deletes files older than that, of all accounts; returns how many. */
export async function expireMedia(worker: Queryable, days: number, limit: number): Promise<number> {
  const { rowCount } = await worker.query(
    `delete from media where id in (
       select id from media where created_at < now() - $1 * interval '1 day' order by created_at limit $2 for update skip locked)`,
    [days, limit],
  )
  return rowCount
}

/**
 * Marks stored bytes that no file names, and bytes whose writing never ended. Two statements: the locks of the first
 * keep new files off, so what the second sees is the truth.
 */
export async function markUnusedBlobs(tx: Queryable, limit: number): Promise<void> {
  const unused = `not exists (select from media m where m.account_id = b.account_id and m.blob_id = b.id)`
  const { rows } = await tx.query<{ id: string }>(
    `select b.id::text from media_blobs b
      where (b.state = 'stored' and ${unused}) or (b.state = 'storing' and b.changed_at < now() - interval '6 hours')
      limit $1 for update skip locked`,
    [limit],
  )
  if (rows.length === 0) return
  await tx.query(
    `update media_blobs b set state = 'deleting', changed_at = now()
      where b.id in (select value::uuid from jsonb_array_elements_text($1::jsonb)) and ${unused}`,
    [JSON.stringify(rows.map(({ id }) => id))],
  )
}

export async function claimDeletedBlobs(
  worker: Queryable,
  limit: number,
): Promise<{ accountId: string; blobId: string }[]> {
  const { rows } = await worker.query<{ accountId: string; blobId: string }>(
    `select account_id::text as "accountId", id::text as "blobId" from media_blobs where state = 'deleting'
      order by changed_at limit $1`,
    [limit],
  )
  return rows
}

export async function forgetBlobs(worker: Queryable, blobIds: readonly string[]): Promise<void> {
  if (blobIds.length === 0) return
  await worker.query(
    `delete from media_blobs where state = 'deleting' and id in (select value::uuid from jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(blobIds)],
  )
}
