import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AccountFiles } from '#messaging/media/account-files.ts'
import { newId } from '#platform/ids.ts'

/** A stored file on this machine, for as long as it is read. */
export interface LocalFile {
  handle: FileHandle
  sizeBytes: number
  close(): Promise<void>
}

/**
 * Copies a stored file to the disk of this machine, because an import reads it for longer than a store keeps a connection
 * open, and an archive is not read from front to back. Its name goes at once: whatever ends the process, nothing is left.
 */
export async function copyLocally(
  files: Pick<AccountFiles, 'open' | 'incomingPath'>,
  accountId: string,
  mediaId: string,
): Promise<LocalFile> {
  await mkdir(files.incomingPath, { recursive: true })
  const path = join(files.incomingPath, newId())
  try {
    await pipeline(await files.open(accountId, mediaId), createWriteStream(path))
    return await toLocalFile(path)
  } finally {
    await rm(path, { force: true })
  }
}

/** The file may lose its name afterwards. */
async function toLocalFile(path: string): Promise<LocalFile> {
  const handle = await open(path)
  const { size } = await handle.stat()
  return { handle, sizeBytes: size, close: () => handle.close() }
}

const pageBytes = 64 * 1024

/** The bytes from front to back, in pages that keep nobody waiting. `end` is the first that is not read. */
export async function* bytesOf(
  { handle }: Pick<LocalFile, 'handle'>,
  start = 0,
  end = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Buffer> {
  for (let position = start; position < end; ) {
    const length = Math.min(pageBytes, end - position)
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
