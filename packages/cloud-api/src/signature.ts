import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/** A prepared key makes an HMAC five times cheaper than its bytes; few apps are in use at a time. */
const keys = new Map<string, KeyObject>()
const maxKeys = 1000

/** The value of `X-Hub-Signature-256` for these exact bytes: `sha256=<lower-case hex>`. */
export function signPayload(appSecret: string, rawBody: Buffer | string): string {
  return `sha256=${createHmac('sha256', keyOf(appSecret)).update(rawBody).digest('hex')}`
}

function keyOf(appSecret: string): KeyObject {
  const known = keys.get(appSecret)
  if (known) return known
  if (keys.size >= maxKeys) keys.clear()
  const key = createSecretKey(Buffer.from(appSecret))
  keys.set(appSecret, key)
  return key
}

/**
 * Whether `header` (`X-Hub-Signature-256`) signs these bytes, in constant time. Pass the bytes as they came: Meta signs
 * its escaped form, so JSON that was parsed and written again does not match. An empty secret verifies nothing.
 */
export function verifySignature(appSecret: string, rawBody: Buffer, header: string | undefined): boolean {
  if (!header || appSecret === '') return false
  const expected = Buffer.from(signPayload(appSecret, rawBody))
  const given = Buffer.from(header)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** JSON as Meta puts it on the wire: non-ASCII as `\uXXXX` in lower-case hex, each UTF-16 unit by itself, `/` as `\/`. */
export function escapeLikeMeta(json: string): string {
  return json.replace(/[\u0080-\uffff/]/g, (unit) =>
    unit === '/' ? '\\/' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
