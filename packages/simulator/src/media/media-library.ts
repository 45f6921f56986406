import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'

const day = 24 * 60 * 60 * 1000
const uploadedLifeMs = 30 * day
const inboundLifeMs = 7 * day
/** The oldest go first, so that a long run stays bounded. */
const maxKept = 20_000

/** Bytes on disk, or small ones in memory. */
type Content = { path: string; size: number; sha256: Buffer } | Buffer

export interface MediaFile {
  id: string
  phoneNumberId: string
  wabaId: string
  mimeType: string
  filename: string | undefined
  origin: 'uploaded' | 'inbound'
  size: number
  sha256: Buffer
  /** By the simulator's clock. */
  expiresAt: number
  content: Content
  /** Whether the bytes are what the type says. */
  fits: boolean
}

export interface NewMedia {
  id?: string
  phoneNumberId: string
  wabaId: string
  mimeType: string
  filename?: string | undefined
  origin: MediaFile['origin']
  lifeMs?: number
  fits?: boolean
  content: Content
}

/** The media that Meta holds. Uploads lie in a directory of their own, which goes when the simulator ends. */
export function createMediaLibrary(clock: Clock, random: Random) {
  const files = new Map<string, MediaFile>()
  let directory: string | null = null
  let uploads = 0

  const drop = (file: MediaFile): void => {
    files.delete(file.id)
    if (!Buffer.isBuffer(file.content)) void rm(file.content.path, { force: true })
  }
  const find = (id: string): MediaFile | undefined => {
    const file = files.get(id)
    if (file && file.expiresAt <= clock.now()) drop(file)
    return files.get(id)
  }

  return {
    /** A path to write to that nobody else has. */
    newPath(): string {
      directory ??= mkdtempSync(join(tmpdir(), 'dawk-simulator-'))
      mkdirSync(directory, { recursive: true })
      return join(directory, randomUUID())
    },
    add({ id = random.digits(16), lifeMs, content, filename, fits = true, ...rest }: NewMedia): MediaFile {
      const measured = Buffer.isBuffer(content)
        ? { size: content.length, sha256: createHash('sha256').update(content).digest() }
        : { size: content.size, sha256: content.sha256 }
      const life = lifeMs ?? (rest.origin === 'inbound' ? inboundLifeMs : uploadedLifeMs)
      const file: MediaFile = { ...rest, ...measured, id, filename, content, fits, expiresAt: clock.now() + life }
      files.set(id, file)
      if (file.origin === 'uploaded') uploads += 1
      const oldest = files.size > maxKept ? files.values().next().value : undefined
      if (oldest) drop(oldest)
      return file
    },
    find,
    /** How many files businesses have put up. */
    uploads: () => uploads,
    delete(id: string): void {
      const file = files.get(id)
      if (file) drop(file)
    },
    open: ({ content }: MediaFile): Readable =>
      Buffer.isBuffer(content) ? Readable.from([content]) : createReadStream(content.path),
    reset(): void {
      for (const file of [...files.values()]) drop(file)
    },
    close(): void {
      if (directory) rmSync(directory, { recursive: true, force: true })
    },
  }
}

export type MediaLibrary = ReturnType<typeof createMediaLibrary>
