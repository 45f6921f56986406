import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { selectStorageUsage } from './media-record-store.ts'

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
  const { usedBytes, ownBytes } = await read({ accountId }, (tx) => selectStorageUsage(tx, accountId))
  const most = ownBytes ?? quotaBytes
  if (most === null || most < 0 || usedBytes + sizeBytes <= most) return
  const message = `The account keeps ${inMegabytes(usedBytes)} of files and may keep ${inMegabytes(most)}; this one has ${inMegabytes(sizeBytes)}. Delete files, or ask the operator for more storage.`
  throw new GatewayError('media_refused', message, { reason: 'storage_full', details: [{ field: 'file', message }] })
}

const inMegabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`
