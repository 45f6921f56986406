import type { Queryable } from '#platform/database/database.ts'

/** Deletes files older than that, of all accounts; returns how many. */
export async function expireMedia(worker: Queryable, days: number, limit: number): Promise<number> {
  const { rowCount } = await worker.query(
    `with old as materialized (
       select account_id, id from media where created_at < now() - $1 * interval '1 day' order by created_at limit $2 for update skip locked)
     delete from media m using old where m.account_id = old.account_id and m.id = old.id`,
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
  const { rows } = await tx.query<{ accountId: string; id: string }>(
    `select b.account_id, b.id from media_blobs b
      where (b.state = 'stored' and ${unused}) or (b.state = 'storing' and b.changed_at < now() - interval '6 hours')
      limit $1 for update skip locked`,
    [limit],
  )
  if (rows.length === 0) return
  await tx.query(
    `update media_blobs b set state = 'deleting', changed_at = now()
       from json_to_recordset($1::json) as x("accountId" uuid, id uuid)
      where b.account_id = x."accountId" and b.id = x.id and ${unused}`,
    [JSON.stringify(rows)],
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

export async function forgetBlobs(
  worker: Queryable,
  blobs: readonly { accountId: string; blobId: string }[],
): Promise<void> {
  if (blobs.length === 0) return
  await worker.query(
    `delete from media_blobs b using json_to_recordset($1::json) as x("accountId" uuid, "blobId" uuid)
      where b.account_id = x."accountId" and b.id = x."blobId" and b.state = 'deleting'`,
    [JSON.stringify(blobs)],
  )
}
