import { createHmac, type KeyObject, randomBytes } from 'node:crypto'

/** Published for secret scanners: nothing else is ever looked up. */
const apiKeyPattern = /^sk_(live|test)_[0-9a-f]{48}$/

export interface ApiKey {
  /** The key itself; shown once, never stored. */
  secret: string
  hash: Buffer
  display: string
}

export const isApiKey = (value: string): boolean => apiKeyPattern.test(value)

/** Keys carry 192 bits of entropy, so that one HMAC under the installation's pepper is hash enough. */
export const hashApiKey = (secret: string, pepper: Buffer | KeyObject): Buffer =>
  createHmac('sha256', pepper).update(secret).digest()

/** First 12 and last 4 characters, by which a person tells keys apart. */
const displayApiKey = (secret: string): string => `${secret.slice(0, 12)}…${secret.slice(-4)}`

export function createApiKey(pepper: Buffer): ApiKey {
  const secret = `sk_live_${randomBytes(24).toString('hex')}`
  return { secret, hash: hashApiKey(secret, pepper), display: displayApiKey(secret) }
}
