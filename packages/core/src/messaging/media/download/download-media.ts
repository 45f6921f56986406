import { isMediaKind } from '@dawk/cloud-api/media-formats.ts'
import type { CoreContext } from '#context.ts'
import type { EventData } from '#events/catalogue.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import type { Media } from '../media.ts'
import type { MediaLibrary } from '../media-library.ts'
import type { NewMedia } from '../media-record-store.ts'
import { sniffFile } from '../receive/sniff-type.ts'
import { DownloadFailed } from './failed-download.ts'
import { fetchFromMeta } from './fetch-from-meta.ts'
import { endDownload, type MediaDownload } from './media-downloads.ts'

export interface DownloadDeps extends Pick<CoreContext, 'graph'> {
  numbers: NumberDirectory
  library: Pick<MediaLibrary, 'keep' | 'incomingPath'>
}

/**
 * Copies one file from Meta into the account's store. That it is there, that its job is done and the event that says so
 * are one transaction. @throws DownloadFailed
 */
export async function downloadMedia(deps: DownloadDeps, job: MediaDownload): Promise<void> {
  const number = (await deps.numbers.byIds([job.numberId])).get(job.numberId)
  if (!number) throw new DownloadFailed('The phone number is no longer connected.', true)
  const file = await fetchFromMeta(deps, job, number)
  const { mimeType, voice } = await sniffFile(file.path, file.head)
  await deps.library.keep(file, toNewMedia(job, mimeType, voice), async (tx, media) => {
    await endDownload(tx, job)
    tx.emit('media.stored', toStoredData(job, media), media.createdAt)
  })
}

/** What the webhook says of the file counts; what its bytes say where it says nothing. */
const toNewMedia = (job: MediaDownload, sniffedType: string | null, voice: boolean): NewMedia => ({
  accountId: job.accountId,
  direction: 'in',
  kind: isMediaKind(job.kind) ? job.kind : null,
  mimeType: job.mimeType ?? sniffedType ?? 'application/octet-stream',
  filename: job.filename,
  voice,
  messageId: job.messageId,
  metaId: job.metaId,
  numberId: job.numberId,
})

function toStoredData({ messageId, wamid }: MediaDownload, media: Media): EventData['media.stored'] {
  const { id, kind, mimeType, filename, sizeBytes, sha256, voice } = media
  return { mediaId: id, messageId, wamid, kind, mimeType, filename, sizeBytes, sha256, voice }
}
