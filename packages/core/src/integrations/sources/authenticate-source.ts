import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { SourceAuth } from './event-source.ts'

/** A request as it came. Names of headers are in lower case. */
export interface SourceRequest {
  body: Buffer
  headers: Readonly<Record<string, string>>
}

/** How far the clock of whoever signs may be from ours. */
const toleranceMs = 5 * 60_000

/** Why a request is refused; null: it may pass. `secrets` are the present one and, for a while, the one before. */
export function refuseRequest(
  auth: SourceAuth,
  secrets: readonly string[],
  request: SourceRequest,
  now: number,
): string | null {
  switch (auth.kind) {
    case 'token':
      return null
    case 'basic': {
      const given = /^basic (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? ''
      const accepted = secrets.map((secret) => Buffer.from(`${auth.username}:${secret}`).toString('base64'))
      return accepted.some((one) => isSame(one, given)) ? null : 'The user name or the password is not the right one.'
    }
    case 'bearer': {
      const given = /^bearer (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? ''
      return secrets.some((one) => isSame(one, given)) ? null : 'The bearer token is not the right one.'
    }
    case 'header': {
      const given = request.headers[auth.header] ?? ''
      return secrets.some((one) => isSame(one, given)) ? null : `The header ${auth.header} has not got the right value.`
    }
    case 'hmac':
      return refuseHmac(auth, secrets, request, now)
    case 'standard_webhooks':
      return refuseStandard(secrets, request, now)
  }
}

function refuseHmac(
  auth: Extract<SourceAuth, { kind: 'hmac' }>,
  secrets: readonly string[],
  { body, headers }: SourceRequest,
  now: number,
): string | null {
  const { header, algorithm, encoding, prefix = '', timestampHeader } = auth
  const given = headers[header]
  if (given === undefined) return `The header ${header} is missing.`
  if (!given.startsWith(prefix)) return `The header ${header} must begin with ${prefix}`
  const at = timestampHeader === undefined ? null : (headers[timestampHeader] ?? '')
  if (at !== null && !isRecent(at, now)) return `The header ${timestampHeader} must be a recent Unix time.`
  const signature = given.slice(prefix.length)
  const matches = secrets.some((secret) => {
    const hmac = createHmac(algorithm, secret)
    if (at !== null) hmac.update(`${at}.`)
    return isSame(hmac.update(body).digest(encoding), encoding === 'hex' ? signature.toLowerCase() : signature)
  })
  return matches ? null : `The signature in ${header} does not match the bytes of the body.`
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function refuseStandard(secrets: readonly string[], { body, headers }: SourceRequest, now: number): string | null {
  const [id, at, given] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']]
  if (id === undefined || at === undefined || given === undefined)
    return 'The headers webhook-id, webhook-timestamp and webhook-signature are required.'
  if (!isRecent(at, now)) return 'The header webhook-timestamp must be a recent Unix time in seconds.'
  const signatures = given.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []))
  const matches = secrets.some((secret) => {
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
    const expected = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64')
    return signatures.some((one) => isSame(expected, one))
  })
  return matches ? null : 'No signature in webhook-signature matches the bytes of the body.'
}

/** Seconds or milliseconds since 1970. */
function isRecent(text: string, now: number): boolean {
  if (!/^\d{10}(?:\d{3})?$/.test(text)) return false
  const at = text.length === 10 ? Number(text) * 1000 : Number(text)
  return Math.abs(now - at) <= toleranceMs
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))
