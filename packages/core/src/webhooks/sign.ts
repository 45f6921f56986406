import { createHmac, randomBytes } from 'node:crypto'

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
  /** `whsec_` and base64. */
  secret: string
}

export interface StandardWebhookHeaders extends Record<string, string> {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

export function createWebhookSecret(): string {
  return prefix + randomBytes(secretBytes).toString('base64')
}

/**
 * Signs one attempt as Standard Webhooks 1.0.0 says: HMAC-SHA256 over `{id}.{timestamp}.{raw body}`.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhookHeaders({ id, timestampSeconds, body, secret }: SignInput): StandardWebhookHeaders {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': `v1,${signature}`,
  }
}
