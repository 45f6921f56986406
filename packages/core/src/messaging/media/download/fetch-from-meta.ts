import type { Refusal } from '@dawk/cloud-api/client.ts'
import type { CoreContext } from '#context.ts'
import type { NumberRow } from '#messaging/numbers/number.ts'
import type { MediaLibrary } from '../media-library.ts'
import { discardFile, type ReceivedFile, receiveFile } from '../receive/receive-file.ts'
import { DownloadFailed } from './failed-download.ts'
import type { MediaDownload } from './media-downloads.ts'

export interface FetchDeps extends Pick<CoreContext, 'graph'> {
  library: Pick<MediaLibrary, 'incomingPath'>
}

/** The bytes that the webhook announced, on disk. @throws DownloadFailed when Meta does not hand out just these */
export async function fetchFromMeta(deps: FetchDeps, job: MediaDownload, number: NumberRow): Promise<ReceivedFile> {
  const file = await fetchFile(deps, job, number)
  if (isAnnounced(job, file)) return file
  await discardFile(file)
  throw new DownloadFailed('The bytes are not those that the webhook announced.')
}

async function fetchFile(
  { graph, library }: FetchDeps,
  { metaId }: MediaDownload,
  { token, sandbox }: NumberRow,
): Promise<ReceivedFile> {
  const client = graph(sandbox)
  const details = await client.getMedia({ mediaId: metaId, token })
  if (!details.ok) throw details.unreachable ? new DownloadFailed(details.cause) : toFailure(details)
  const download = await client.downloadMedia({ url: details.data.url, token })
  if (!download.ok) throw download.unreachable ? new DownloadFailed(download.cause) : toFailure(download)
  return receiveFile(library.incomingPath, download.body)
}

/** An unknown id is not found by asking again; a token or a limit may be mended. */
function toFailure({ error }: Refusal): DownloadFailed {
  return new DownloadFailed(error.message, error.code === 100 && error.error_subcode === 33)
}

/** Meta writes base64 in webhooks; hex has been seen too. */
function isAnnounced({ sha256 }: MediaDownload, file: ReceivedFile): boolean {
  return sha256 === null || [sha256, Buffer.from(sha256, 'base64').toString('hex')].includes(file.sha256)
}
