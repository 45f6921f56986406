import type { IncomingMessage } from 'node:http'
import { Transform, type TransformCallback } from 'node:stream'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyRequest } from 'fastify'

/** Of one form. */
export const maxParts = 24
/** The limit that the parser itself reports is one part away; the last delimiter ends the form. */
const maxDelimiters = maxParts + 2

/**
 * The content types whose boundary every reader understands alike: plain parameters, one boundary of RFC 2046's characters. With
 * anything else the guard and the parser could look for different delimiters.
 */
const plainType = /^multipart\/form-data((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"\\]*"|[^\s";,]+))*)\s*;?\s*$/i
const boundaries = /;\s*boundary\s*=\s*(?:"([^"\\]*)"|([^\s";,]+))/gi
const boundaryText = /^[\w'()+,\-./:=? ]{1,200}$/

/**
 * The body of a form up to one part more than are allowed; what follows is thrown away. The delimiters are counted by a search of
 * bytes, which costs nothing next to what the parser makes of each part: a megabyte of them would hold it for 180 ms.
 * @throws GatewayError `invalid_request` when the content type names no boundary in a plain way
 */
export function guardParts({ raw }: FastifyRequest): Transform & Pick<IncomingMessage, 'headers'> {
  const counting = countDelimiters(Buffer.from(`\r\n--${boundaryOf(raw.headers['content-type'] ?? '')}`))
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const fits = counting(chunk)
      if (fits === null) return done(null, chunk)
      raw.unpipe(guard)
      raw.resume()
      guard.push(chunk.subarray(0, fits))
      guard.push(null)
      return done()
    },
  })
  raw.on('close', () => {
    if (!raw.readableEnded) guard.destroy(new Error('The request ended early'))
  })
  return Object.assign(raw.pipe(guard), { headers: raw.headers })
}

function boundaryOf(contentType: string): string {
  const [, parameters] = plainType.exec(contentType) ?? []
  const named = [...(parameters ?? '').matchAll(boundaries)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const [boundary = ''] = named
  if (named.length === 1 && boundaryText.test(boundary)) return boundary
  throw new GatewayError(
    'invalid_request',
    'The Content-Type must be multipart/form-data with one boundary, as in: multipart/form-data; boundary=x.',
  )
}

/** Counts over the borders of chunks. Null: all is well; else how much of the chunk goes up to the delimiter too many. */
function countDelimiters(delimiter: Buffer): (chunk: Buffer) => number | null {
  let count = 0
  let tail = Buffer.alloc(0)
  return (chunk) => {
    const ahead = tail.length
    const seen = Buffer.concat([tail, chunk])
    for (let at = seen.indexOf(delimiter); at >= 0; at = seen.indexOf(delimiter, at + delimiter.length)) {
      if (++count > maxDelimiters) return Math.max(0, at + delimiter.length - ahead)
    }
    tail = seen.subarray(Math.max(0, seen.length - delimiter.length + 1))
    return null
  }
}
