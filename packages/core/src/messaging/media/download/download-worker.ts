import type { CoreContext } from '#context.ts'
import { createBackgroundLoop } from '#platform/background-loop.ts'
import { type DownloadDeps, downloadMedia } from './download-media.ts'
import { recordFailure } from './failed-download.ts'
import { anyDownloadDue, claimDownloads, extendDownload, type MediaDownload } from './media-downloads.ts'

export interface DownloadWorker {
  start(): void
  stop(): Promise<void>
}

type WorkerDeps = Pick<CoreContext, 'worker' | 'due' | 'log'> & DownloadDeps

const pollMs = 1000
const parallel = 8
const leaseMs = 30_000

/**
 * Copies what people send from Meta into the account's store, each in a job of its own: Meta's links die after minutes
 * and its ids after days. The job is in the database until the file is; a crash repeats it, and the file is kept once.
 */
export function createDownloadWorker(deps: WorkerDeps): DownloadWorker {
  const { worker, log } = deps
  const underWay = new Set<Promise<void>>()
  const loop = createBackgroundLoop({
    async step() {
      const room = parallel - underWay.size
      const claimed = room === 0 ? [] : await claimDownloads(worker, room, leaseMs)
      for (const job of claimed) track(handle(deps, job))
      return pollMs // the end of each comes as a hint
    },
    onError: (error) => log.warn({ err: error }, 'inbound media: trying again'),
    retryMs: pollMs,
    due: { poll: deps.due, exists: anyDownloadDue },
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

  return {
    start: loop.start,
    async stop() {
      await loop.stop()
      await Promise.all(underWay)
    },
  }
}

/** One job, which stays this process's for as long as it takes. */
async function handle(deps: WorkerDeps, job: MediaDownload): Promise<void> {
  const extend = () => void extendDownload(deps.worker, job.messageId, leaseMs).catch(() => undefined)
  const heartbeat = setInterval(extend, leaseMs / 3)
  try {
    await downloadMedia(deps, job)
  } catch (error) {
    await recordFailure(deps, job, error)
  } finally {
    clearInterval(heartbeat)
  }
}
