import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CoreContext } from '../context.ts'
import { Signal } from '../lanes/signal.ts'
import { blobKey } from './media.ts'
import { claimDeletedBlobs, expireMedia, forgetBlobs, markUnusedBlobs } from './media-retention.ts'
import type { MediaStore } from './stores/media-store.ts'

interface SweeperDeps extends Pick<CoreContext, 'db' | 'log'> {
  store: MediaStore
  incomingPath: string
  /** Null: kept until somebody deletes it. */
  retentionDays: number | null
}

export interface MediaSweeper {
  start(): void
  /** Something was deleted: its bytes may go. */
  wake(): void
  stop(): Promise<void>
}

const everyMs = 600_000
const batchSize = 200
/** Nothing takes so long to come in. */
const staleMs = 6 * 3600_000

/** Takes away what has outlived its retention, bytes that nothing names any more, and what crashes have left. */
export function createMediaSweeper({ db, log, store, incomingPath, retentionDays }: SweeperDeps): MediaSweeper {
  const signal = new Signal()
  let stopping = false
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    while (!stopping) {
      await sweep().catch((error) => log.warn({ err: error }, 'media was not swept: trying again later'))
      await signal.wait(everyMs)
    }
  }

  async function sweep(): Promise<void> {
    if (retentionDays !== null)
      while ((await expireMedia(db.worker, retentionDays, batchSize)) === batchSize && !stopping);
    while ((await sweepBlobs()) === batchSize && !stopping);
    await sweepIncoming(incomingPath)
  }

  /** The row goes last: as long as it is there, the bytes may be. */
  async function sweepBlobs(): Promise<number> {
    await db.worker.transaction((tx) => markUnusedBlobs(tx, batchSize))
    const blobs = await claimDeletedBlobs(db.worker, batchSize)
    for (const blob of blobs) await store.delete(blobKey(blob))
    await forgetBlobs(
      db.worker,
      blobs.map(({ blobId }) => blobId),
    )
    return blobs.length
  }

  return {
    start() {
      running = run()
    },
    wake: () => signal.raise(),
    async stop() {
      stopping = true
      signal.raise()
      await running
    },
  }
}

async function sweepIncoming(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > staleMs) await rm(path, { force: true })
  }
}
