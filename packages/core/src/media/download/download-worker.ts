import type { Refusal } from '@dawk/cloud-api/client.ts'
import { isMediaKind } from '@dawk/cloud-api/media-formats.ts'
import { createBackgroundLoop } from '../../background-loop.ts'
import type { CoreContext } from '../../context.ts'
import { recordEvents } from '../../events/record-events.ts'
import type { NumberRow } from '../../numbers/number.ts'
import type { NumberDirectory } from '../../numbers/number-directory.ts'
import type { Media } from '../media.ts'
import type { MediaLibrary } from '../media-library.ts'
import { discardFile, type ReceivedFile, receiveFile } from '../receive/receive-file.ts'
import { sniffFile } from '../receive/sniff-type.ts'
import {
  claimDownloads,
  endDownload,
  extendDownload,
  giveUpDownload,
  type MediaDownload,
  postponeDownload,
} from './media-downloads.ts'

export interface DownloadWorker {
  start(): void
  stop(): Promise<void>
}

interface WorkerDeps extends Pick<CoreContext, 'db' | 'log' | 'graph' | 'wakeLanes'> {
  numbers: NumberDirectory
  library: Pick<MediaLibrary, 'keep' | 'incomingPath'>
}

const pollMs = 1000
const parallel = 8
const leaseMs = 30_000
/** Meta keeps what people send for seven days. */
const longestMs = 7 * 86_400_000
const maxRefusals = 5

/** Why a download did not succeed; `final`: no later try will. */
class DownloadFailed extends Error {
  readonly final: boolean
  constructor(message: string, final = false) {
    super(message)
    this.final = final
  }
}

/**
 * Copies what people send from Meta into the account's store, each in a job of its own: Meta's links die after minutes
 * and its ids after days. The job is in the database until the file is; a crash repeats it, and the file is kept once.
 */
export function createDownloadWorker({ db, log, graph, wakeLanes, numbers, library }: WorkerDeps): DownloadWorker {
  const underWay = new Set<Promise<void>>()
  const loop = createBackgroundLoop({
    async step() {
      const room = parallel - underWay.size
      const claimed = room === 0 ? [] : await claimDownloads(db.worker, room, leaseMs)
      for (const job of claimed) track(handle(job))
      return pollMs // the end of each comes as a hint
    },
    onError: (error) => log.warn({ err: error }, 'inbound media: trying again'),
    retryMs: pollMs,
  })

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((error) => log.error({ err: error }, 'a download of inbound media was not recorded'))
      .finally(() => {
        underWay.delete(tracked)
        loop.wake()
      })
    underWay.add(tracked)
  }

  async function handle(job: MediaDownload): Promise<void> {
    const heartbeat = setInterval(
      () => void extendDownload(db.worker, job.messageId, leaseMs).catch(() => undefined),
      leaseMs / 3,
    )
    try {
      await download(job)
    } catch (error) {
      await failed(job, error)
    } finally {
      clearInterval(heartbeat)
    }
  }

  async function download(job: MediaDownload): Promise<void> {
    const number = (await numbers.byIds([job.numberId])).get(job.numberId)
    if (!number) throw new DownloadFailed('The phone number is no longer connected.', true)
    const file = await fetchFile(job, number)
    try {
      checkHash(job, file)
    } catch (error) {
      await discardFile(file)
      throw error
    }
    const { mimeType, voice } = await sniffFile(file.path, file.head)
    let lanes: string[] = []
    await library.keep(
      file,
      {
        accountId: job.accountId,
        direction: 'in',
        kind: isMediaKind(job.kind) ? job.kind : null,
        mimeType: job.mimeType ?? mimeType ?? 'application/octet-stream',
        filename: job.filename,
        voice,
        messageId: job.messageId,
        metaId: job.metaId,
      },
      async (tx, media) => {
        await endDownload(tx, job)
        lanes = await recordEvents(tx, [toStoredEvent(job, media)])
      },
    )
    wakeLanes(lanes)
  }

  async function fetchFile({ metaId }: MediaDownload, { token, sandbox }: NumberRow): Promise<ReceivedFile> {
    const client = graph(sandbox)
    const details = await client.getMedia({ mediaId: metaId, token })
    if (!details.ok) throw details.unreachable ? new DownloadFailed(details.cause) : toFailure(details)
    const download = await client.downloadMedia({ url: details.data.url, token })
    if (!download.ok) throw download.unreachable ? new DownloadFailed(download.cause) : toFailure(download)
    return receiveFile(library.incomingPath, download.body)
  }

  async function failed(job: MediaDownload, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error)
    const waitMs = retryDelayMs(job.attempts)
    const isFinal = error instanceof DownloadFailed && error.final && job.attempts >= maxRefusals
    if (!isFinal && waitedMs(job.attempts) < longestMs) {
      log.warn({ err: error, messageId: job.messageId, waitMs }, 'inbound media was not fetched: trying again')
      return postponeDownload(db.worker, job, waitMs, reason)
    }
    const lanes = await db.worker.transaction(async (tx) =>
      (await giveUpDownload(tx, job, reason)) ? recordEvents(tx, [toLostEvent(job, reason)]) : [],
    )
    wakeLanes(lanes)
  }

  return {
    start: loop.start,
    async stop() {
      await loop.stop()
      await Promise.all(underWay)
    },
  }
}

/** An unknown id is not found by asking again; a token or a limit may be mended. */
function toFailure({ error }: Refusal): DownloadFailed {
  return new DownloadFailed(error.message, error.code === 100 && error.error_subcode === 33)
}

/** Meta writes base64 in webhooks; hex has been seen too. */
function checkHash({ sha256 }: MediaDownload, file: ReceivedFile): void {
  if (sha256 === null || sha256 === file.sha256) return
  if (Buffer.from(sha256, 'base64').toString('hex') !== file.sha256)
    throw new DownloadFailed('The bytes are not those that the webhook announced.')
}

const firstMs = 1000
const maxMs = 3600_000

/** 1 s doubled each time up to an hour, ±20 %. */
function retryDelayMs(attempt: number, random = Math.random): number {
  return Math.round(Math.min(maxMs, firstMs * 2 ** (attempt - 1)) * (0.8 + 0.4 * random()))
}

/** About how long has been tried after so many attempts. */
function waitedMs(attempts: number): number {
  let sum = 0
  for (let attempt = 1; attempt <= attempts; attempt += 1) sum += Math.min(maxMs, firstMs * 2 ** (attempt - 1))
  return sum
}

function toStoredEvent({ messageId, wamid }: MediaDownload, media: Media) {
  const { id, accountId, kind, mimeType, filename, sizeBytes, sha256, voice } = media
  return {
    accountId,
    type: 'media.stored',
    at: media.createdAt,
    data: { mediaId: id, messageId, wamid, kind, mimeType, filename, sizeBytes, sha256, voice },
  }
}

function toLostEvent({ accountId, messageId, wamid, kind, metaId }: MediaDownload, reason: string) {
  const at = new Date().toISOString()
  return { accountId, type: 'media.lost', at, data: { messageId, wamid, kind, metaId, reason } }
}
