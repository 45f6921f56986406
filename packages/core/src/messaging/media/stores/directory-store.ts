import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ByteRange, MediaMissing, type MediaStore } from './media-store.ts'

/** Media as files below one directory, on the same file system as the files that are put in. */
export function createDirectoryStore(root: string): MediaStore {
  const pathOf = (key: string) => join(root, key)
  return {
    async put(key, { path }) {
      const target = pathOf(key)
      await mkdir(dirname(target), { recursive: true })
      await sync(path)
      await rename(path, target)
      await sync(dirname(target)) // or the new name may be lost with the power
    },
    async open(key, range) {
      const file = await open(pathOf(key)).catch((error) => {
        throw isMissing(error) ? new MediaMissing(key, error) : error
      })
      return createReadStream('', { fd: file, ...toOptions(range) })
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    close: async () => undefined,
  }
}

const toOptions = (range: ByteRange | undefined) => (range ? { start: range.start, end: range.end } : {})

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

async function sync(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
