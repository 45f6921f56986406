import type { CoreContext } from '#context.ts'
import { updateLastUse } from '../api-key-store.ts'

const flushMs = 10_000
const maxKeys = 50_000

/** Remembers when keys were last used and writes it down every 10 s, all keys in one statement: requests wait for nothing. */
export function createKeyUsage({ db, log }: Pick<CoreContext, 'db' | 'log'>) {
  let used = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  async function write(batch: ReadonlyMap<string, number>): Promise<void> {
    try {
      await updateLastUse(db.worker, batch)
    } catch (error) {
      log.warn({ err: error }, 'when keys were last used could not be written')
      for (const [id, at] of batch) if (!used.has(id) && used.size < maxKeys) used.set(id, at)
    }
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    if (used.size === 0) return writing
    const batch = used
    used = new Map()
    writing = writing.then(() => write(batch))
    return writing
  }

  return {
    note(keyId: string): void {
      if (used.size < maxKeys || used.has(keyId)) used.set(keyId, Date.now())
      if (timer === null) timer = setTimeout(() => void flush(), flushMs).unref()
    },
    /** Writes what is remembered, once; failures are logged. */
    flush,
  }
}
