import { createHmac, timingSafeEqual } from 'node:crypto'

/** The value of `X-Hub-Signature-256` for these exact bytes: `sha256=<lower-case hex>`. */
export function signPayload(appSecret: string, rawBody: Buffer | string): string {
  return `sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`
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
