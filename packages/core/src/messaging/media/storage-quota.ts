import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'

interface Usage {
  usedBytes: number
  /** Set by the operator for this account; null: as for every account. */
  ownBytes: number | null
}

/**
 * Whether a new file still fits into what the account may keep. Files that people have sent count too and are never refused,
 * because refusing them would lose them. Uploads at the same instant may exceed the quota by their own size.
 * @param quotaBytes what every account may keep; null: unlimited
 * @throws GatewayError `media_refused`
 */
export async function assertStorageLeft(
  { read }: Pick<CoreContext, 'read'>,
  accountId: string,
  { sizeBytes, quotaBytes }: { sizeBytes: number; quotaBytes: number | null },
): Promise<void> {
  const { usedBytes, ownBytes } = await read({ accountId }, (tx) => selectUsage(tx, accountId))
  const most = ownBytes ?? quotaBytes
  if (most === null || most < 0 || usedBytes + sizeBytes <= most) return
  const message = `The account keeps ${inMegabytes(usedBytes)} of files and may keep ${inMegabytes(most)}; this one has ${inMegabytes(sizeBytes)}. Delete files, or ask the operator for more storage.`
  throw new GatewayError('media_refused', message, { reason: 'storage_full', details: [{ field: 'file', message }] })
}

/** Also bytes that are just being written. */
async function selectUsage(tx: Queryable, accountId: string): Promise<Usage> {
  const { rows } = await tx.query<Usage>(
    `select a.storage_bytes::float8 as "ownBytes", coalesce((
         select sum(b.size_bytes) from media_blobs b where b.account_id = $1 and b.state <> 'deleting'), 0)::float8 as "usedBytes"
       from accounts a where a.id = $1`,
    [accountId],
  )
  return rows[0] ?? { usedBytes: 0, ownBytes: null }
}

const inMegabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`
