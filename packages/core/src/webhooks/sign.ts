import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { createCache } from '#platform/cache.ts'

const prefix = 'whsec_'
/** 24 to 64 bytes are asked for; 32 is the block that SHA-256 uses whole. */
const secretBytes = 32

export interface SignInput {
  /** The delivery's id, the same on every attempt: the receiver's idempotency key. Holds no dot. */
  id: string
  /** The instant of this attempt. */
  timestampSeconds: number
  /** Exactly what is sent. */
  body: string
  /** Each signs: the receiver takes any that it knows. `whsec_` and base64, or what the customer chose. */
  secrets: readonly string[]
}

export interface StandardWebhookHeaders extends Record<string, string> {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

export function createWebhookSecret(): string {
  return prefix + randomBytes(secretBytes).toString('base64')
}

const chosenBytes = { min: 24, max: 64 }

/** Why a secret that a customer chose is not usable; null: it is. `whsec_` and base64, or plain characters. */
export function validateSecretText(secret: string): string | null {
  const { min, max } = chosenBytes
  if (!secret.startsWith(prefix))
    return /^[\x21-\x7e]{24,64}$/.test(secret)
      ? null
      : `must have ${min} to ${max} printable ASCII characters without spaces, or be whsec_ and base64`
  const encoded = secret.slice(prefix.length)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4 !== 0) return 'must be base64 after whsec_'
  const bytes = Buffer.from(encoded, 'base64').length
  return bytes >= min && bytes <= max ? null : `must hold ${min} to ${max} bytes after whsec_; this holds ${bytes}`
}

/**
 * Signs one attempt as Standard Webhooks 1.0.0 says: HMAC-SHA256 over `{id}.{timestamp}.{raw body}`.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhookHeaders({ id, timestampSeconds, body, secrets }: SignInput): StandardWebhookHeaders {
  const signed = `${id}.${timestampSeconds}.${body}`
  const signatures = secrets.map((secret) => createHmac('sha256', keyOf(secret)).update(signed).digest('base64'))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
  }
}

/** A prepared key makes an HMAC five times cheaper than its bytes. */
const keys = createCache<KeyObject>({ max: 5000 })

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret)
  if (known) return known
  const key = createSecretKey(
    secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : Buffer.from(secret, 'utf8'),
  )
  keys.set(secret, key)
  return key
}
