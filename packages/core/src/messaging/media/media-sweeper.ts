import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import { blobKey } from './media.ts'
import { claimDeletedBlobs, expireMedia, forgetBlobs, markUnusedBlobs } from './media-retention-store.ts'
import type { MediaStore } from './stores/media-store.ts'

interface SweeperDeps extends Pick<CoreContext, 'worker' | 'log'> {
  store: MediaStore
  incomingPath: string
  /** Null: kept until somebody deletes it. */
  retentionDays: number | null
}

const everyMs = 600_000
const retryMs = 30_000
const batchSize = 200
/** Nothing takes so long to come in. */
const staleMs = 6 * 3600_000

/**
 * Takes away what has outlived its retention, bytes that nothing names any more, and what crashes have left. `wake`: something
 * was deleted, its bytes may go.
 */
export function createMediaSweeper({ worker, log, store, incomingPath, retentionDays }: SweeperDeps): BackgroundLoop {
  const loop = createBackgroundLoop({
    step: sweep,
    onError: (error) => log.warn({ err: error }, 'media was not swept: trying again later'),
    retryMs,
  })

  async function sweep(): Promise<number> {
    if (retentionDays !== null)
      while ((await expireMedia(worker, retentionDays, batchSize)) === batchSize && !loop.isStopping());
    while ((await sweepBlobs()) === batchSize && !loop.isStopping());
    await sweepIncoming(incomingPath)
    return everyMs
  }

  /** The row goes last: as long as it is there, the bytes may be. */
  async function sweepBlobs(): Promise<number> {
    await worker.transaction((tx) => markUnusedBlobs(tx, batchSize))
    const blobs = await claimDeletedBlobs(worker, batchSize)
    for (const blob of blobs) await store.delete(blobKey(blob))
    await forgetBlobs(worker, blobs)
    return blobs.length
  }

  return loop
}

async function sweepIncoming(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > staleMs) await rm(path, { force: true })
  }
}
