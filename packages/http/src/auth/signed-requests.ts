import { createHash, type KeyObject } from 'node:crypto'
import { pipeline, Transform } from 'node:stream'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { ReplayMemory } from '@dawk/core/tenancy/api-keys/restrictions/replay-memory.ts'
import {
  isSignatureOf,
  type SignedParts,
  unsignedPayload,
} from '@dawk/core/tenancy/api-keys/restrictions/request-signature.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the signature says of the body; null: the request needs no signature. */
    signedDigest: string | null
  }
}

const names = {
  signature: 'x-dawk-signature',
  timestamp: 'x-dawk-timestamp',
  nonce: 'x-dawk-nonce',
  digest: 'x-dawk-content-sha256',
} as const
const toleranceSeconds = 300
/** A signature is refused for its age after this long at the latest. */
export const replayMs = 2 * toleranceSeconds * 1000
const emptyDigest = createHash('sha256').digest('hex')

/**
 * Checks what a key that demands signatures is used for. The signature is checked before the body is read, the body
 * against the digest that was signed while it is read.
 * @throws GatewayError `unauthenticated` saying what is wrong; `overloaded` when replays cannot be told any more
 */
export async function checkSignature(request: FastifyRequest, key: KeyObject, replays: ReplayMemory): Promise<void> {
  const { signature, ...parts } = readParts(request)
  refuseSkew(parts.timestamp)
  refuseDigest(request, parts.bodyDigest)
  if (!isSignatureOf(key, parts, signature)) throw refuse('The signature does not match the request.')
  const isNew = await replays.isNew(signature)
  if (isNew === null)
    throw new GatewayError('overloaded', 'Too many signed requests at present.', { retryAfterSeconds: 60 })
  if (!isNew) throw refuse('This signed request was received before. Sign each attempt anew, with another nonce.')
  request.signedDigest = parts.bodyDigest
}

/** Reads bodies of signed requests through their digest: other bytes than were signed end the request. */
export function checkSignedBodies(app: FastifyInstance): void {
  app.decorateRequest('signedDigest', null)
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const { signedDigest } = request
    if (signedDigest === null || signedDigest === unsignedPayload) return done(null, payload)
    const checked = createDigestCheck(signedDigest)
    pipeline(payload, checked, () => undefined) // the reader of `checked` hears of errors
    done(null, checked)
  })
}

function createDigestCheck(expected: string): Transform & { receivedEncodedLength: number } {
  const hash = createHash('sha256')
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      check.receivedEncodedLength += chunk.length
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === expected ? null : refuse(`The body is not the one that ${names.digest} tells of.`))
    },
  }) as Transform & { receivedEncodedLength: number }
  check.receivedEncodedLength = 0 // the framework compares it with Content-Length
  return check
}

function readParts(request: FastifyRequest): SignedParts & { signature: string } {
  const header = (name: string) => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : ''
  }
  const [signature, timestamp, nonce] = [header(names.signature), header(names.timestamp), header(names.nonce)]
  if (signature === '' || timestamp === '')
    throw refuse(`This API key demands signed requests: send ${names.timestamp} and ${names.signature}.`)
  if (!/^v1=[0-9a-f]{64}$/.test(signature)) throw refuse(`${names.signature} must be v1= and 64 hex digits.`)
  if (!/^[\w.-]{0,128}$/.test(nonce)) throw refuse(`${names.nonce} must have at most 128 of A-Z a-z 0-9 _ . -`)
  const bodyDigest = header(names.digest) || emptyDigest
  return { method: request.method, path: request.originalUrl, timestamp, nonce, bodyDigest, signature }
}

function refuseSkew(timestamp: string): void {
  if (!/^\d{10}$/.test(timestamp)) throw refuse(`${names.timestamp} must be seconds since the epoch, 10 digits.`)
  const skew = Math.round(Date.now() / 1000) - Number(timestamp)
  if (Math.abs(skew) <= toleranceSeconds) return
  const where = skew > 0 ? 'behind' : 'ahead of'
  throw refuse(
    `${names.timestamp} is ${Math.abs(skew)} s ${where} this server's clock; ${toleranceSeconds} s are allowed.`,
  )
}

/** A body that was signed must be there, and one that is there must have been signed. */
function refuseDigest({ headers }: FastifyRequest, digest: string): void {
  const isMultipart = /^multipart\//i.test(headers['content-type'] ?? '')
  if (isMultipart && digest === unsignedPayload) return
  if (isMultipart) throw refuse(`Send ${unsignedPayload} in ${names.digest}: multipart bodies are not covered.`) // they are read from the socket
  if (!/^[0-9a-f]{64}$/.test(digest))
    throw refuse(`${names.digest} must be the SHA-256 of the body in hex; ${unsignedPayload} is for multipart alone.`)
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (hasBody === (digest === emptyDigest)) throw refuse(`The body is not the one that ${names.digest} tells of.`)
}

const refuse = (words: string) => new GatewayError('unauthenticated', words)
