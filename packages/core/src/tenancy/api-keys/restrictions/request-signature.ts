import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'

/** What a client signs; `docs/signed-requests.md` shows it to clients. */
export interface SignedParts {
  method: string
  /** As on the wire, with its query. */
  path: string
  /** Seconds since the epoch, as sent. */
  timestamp: string
  /** Anything of the client's; empty: none. */
  nonce: string
  /** SHA-256 of the body's bytes in hex, or `unsignedPayload`. */
  bodyDigest: string
}

/** In place of the digest of a multipart body, which is not held in memory to be looked at before it is used. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD'

/** `v1=` and the HMAC-SHA256 in hex. */
export function signRequest(key: KeyObject | string, parts: SignedParts): string {
  const { method, path, timestamp, nonce, bodyDigest } = parts
  const text = ['v1', method.toUpperCase(), path, timestamp, nonce, bodyDigest].join('\n')
  return `v1=${createHmac('sha256', key).update(text).digest('hex')}`
}

export function isSignatureOf(key: KeyObject, parts: SignedParts, signature: string): boolean {
  const expected = Buffer.from(signRequest(key, parts))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}
