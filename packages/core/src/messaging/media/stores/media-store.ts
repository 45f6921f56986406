import type { Readable } from 'node:stream'

/** The first and the last byte, both included, from 0. */
export interface ByteRange {
  start: number
  end: number
}

export interface StoredFile {
  path: string
  sizeBytes: number
  /** Hex. */
  sha256: string
}

/** Where the bytes of media lie. Keys are `<account id>/<blob id>`; what is under a key never changes. */
export interface MediaStore {
  /** Takes the file in; afterwards it survives a crash. The file at `path` may be gone. May be repeated. */
  put(key: string, file: StoredFile): Promise<void>
  /** @throws MediaMissing */
  open(key: string, range?: ByteRange): Promise<Readable>
  /** What is not there is deleted already. */
  delete(key: string): Promise<void>
  close(): Promise<void>
}

/** The row is there and the bytes are not: somebody took them out of the store. */
export class MediaMissing extends Error {
  constructor(key: string, cause?: unknown) {
    super(`The media store has nothing under ${key}`, { cause })
  }
}
