import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { maxMediaBytes } from '@dawk/cloud-api/media-formats.ts'
import { newId } from '#platform/ids.ts'
import { type MediaFormat, sizeRefusal, toFormat } from './media-format.ts'
import { headBytes, sniffFile, sniffHead } from './sniff-type.ts'

/** A file that has come in whole and waits on disk to be kept. */
export interface ReceivedFile {
  path: string
  sizeBytes: number
  /** Hex. */
  sha256: string
  /** The first bytes. */
  head: Buffer
}

export type CheckedFile = ReceivedFile & MediaFormat

interface SizeLimit {
  maxBytes: number
  /** The subject of the refusal: `A video`. */
  what: string
}

/**
 * Writes a stream to disk, hashing it on the way; it is never whole in memory. `limit` says how long the file may be, or sees
 * the first bytes as soon as they are there and says so then. What fails leaves no file.
 * @throws GatewayError `media_refused` when it is longer
 */
export async function receiveFile(
  directory: string,
  source: AsyncIterable<Uint8Array>,
  limit: SizeLimit | ((head: Buffer) => Promise<SizeLimit>) = anything,
): Promise<ReceivedFile> {
  await mkdir(directory, { recursive: true })
  const path = join(directory, newId())
  const measure = new Measure(limit)
  try {
    await pipeline(source, measure, createWriteStream(path))
  } catch (error) {
    await discardFile({ path })
    throw error
  }
  return { path, sizeBytes: measure.sizeBytes, sha256: measure.hash.digest('hex'), head: measure.head }
}

const anything: SizeLimit = { maxBytes: maxMediaBytes, what: 'A file' }

/**
 * As `receiveFile`, for what an account wants to send: WhatsApp's formats and sizes, by the bytes.
 * @param declared the type that the sender claims; null: none
 * @throws GatewayError `media_refused`, naming what was given and the limit
 */
export async function receiveSendable(
  directory: string,
  source: AsyncIterable<Uint8Array>,
  declared: string | null,
): Promise<CheckedFile> {
  const file = await receiveFile(directory, source, async (head) => {
    const limit = await sniffHead(head)
    return limit === null ? anything : toFormat(limit, declared)
  })
  try {
    const sniffed = await sniffFile(file.path, file.head)
    const format = toFormat(file.sizeBytes === 0 ? null : sniffed, declared)
    if (file.sizeBytes > format.maxBytes) throw sizeRefusal(format.what, file.sizeBytes, format.maxBytes)
    return { ...file, ...format }
  } catch (error) {
    await discardFile(file)
    throw error
  }
}

export const discardFile = ({ path }: Pick<ReceivedFile, 'path'>): Promise<void> => rm(path, { force: true })

/** Counts and hashes what passes through, and ends the stream at the limit. */
class Measure extends Transform {
  readonly hash = createHash('sha256')
  sizeBytes = 0
  head = Buffer.alloc(0)
  #limit = anything
  #check: ((head: Buffer) => Promise<SizeLimit>) | null = null

  constructor(limit: SizeLimit | ((head: Buffer) => Promise<SizeLimit>)) {
    super()
    if (typeof limit === 'function') this.#check = limit
    else this.#limit = limit
  }

  /** Only the chunk that completes the head has to wait. */
  override _transform(chunk: Buffer, _encoding: string, done: (error?: Error | null, chunk?: Buffer) => void): void {
    this.sizeBytes += chunk.length
    this.hash.update(chunk)
    if (this.head.length < headBytes) this.head = Buffer.concat([this.head, chunk.subarray(0, headBytes)])
    const check = this.head.length < headBytes ? null : this.#check
    if (check === null) this.#pass(chunk, done)
    else this.#look(check(this.head), chunk, done)
  }

  #look(sizeLimit: Promise<SizeLimit>, chunk: Buffer, done: (error?: Error | null, chunk?: Buffer) => void): void {
    this.#check = null
    sizeLimit.then((limit) => {
      this.#limit = limit
      this.#pass(chunk, done)
    }, done)
  }

  #pass(chunk: Buffer, done: (error?: Error | null, chunk?: Buffer) => void): void {
    const { what, maxBytes } = this.#limit
    if (this.sizeBytes > maxBytes) done(sizeRefusal(what, null, maxBytes))
    else done(null, chunk)
  }
}
