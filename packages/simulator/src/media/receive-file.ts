import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import type { Json } from '../json.ts'

export interface StoredBytes {
  path: string
  size: number
  sha256: Buffer
  /** The first bytes, by which a format is known. */
  head: Buffer
  /** More came than was wanted: the rest is not there. */
  cut: boolean
}

const headBytes = 64

/** Writes a stream to `path`, at most `maxBytes` of it, hashing on the way. */
export async function storeBytes(source: Readable, path: string, maxBytes: number): Promise<StoredBytes> {
  const hash = createHash('sha256')
  let size = 0
  let head = Buffer.alloc(0)
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes)
      if (size > maxBytes) return done() // the rest is read and thrown away: the caller hears an answer, not a reset
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(source, measure, createWriteStream(path))
  return { path, size, sha256: hash.digest(), head, cut: size > maxBytes }
}

export interface MultipartForm {
  /** Fields of the form and of the query. */
  fields: Json
  file: (StoredBytes & { mimeType: string; filename: string }) | undefined
}

/** Reads a form in any order of its parts; the file named `file` is on disk afterwards. */
export async function receiveForm(
  request: FastifyRequest,
  newPath: () => string,
  maxBytes: number,
): Promise<MultipartForm> {
  const form: MultipartForm = { fields: { ...(request.query as Json) }, file: undefined }
  for await (const part of request.parts({ limits: { fileSize: maxBytes * 2, files: 5, fields: 20 } })) {
    if (part.type === 'field') form.fields[part.fieldname] = part.value
    else if (part.fieldname === 'file' && form.file === undefined) {
      const stored = await storeBytes(part.file, newPath(), maxBytes)
      form.file = { ...stored, mimeType: part.mimetype.toLowerCase(), filename: part.filename ?? '' }
    } else part.file.resume()
  }
  return form
}

export const discard = (file: StoredBytes | undefined) => (file ? rm(file.path, { force: true }) : undefined)
