import { createHmac, type KeyObject, randomBytes } from 'node:crypto'
import type { Delegation } from '../partners/delegation.ts'

/** Published for secret scanners: nothing else is ever looked up. */
const apiKeyPattern = /^(sk|pk|dk)_(live|test)_[0-9a-f]{48}$/

/** A secret that was just made. */
export interface NewSecret {
  /** The key itself; shown once, never stored. */
  secret: string
  hash: Buffer
  display: string
}

/** What the account may see of a key. Instants are ISO 8601. */
export interface ApiKey {
  id: string
  accountId: string
  name: string
  /** First 12 and last 4 characters. */
  display: string
  /** Grants, as stored. */
  scopes: string[]
  /** Our ids; null: every number of the account. */
  numberIds: string[] | null
  /** Networks; empty: from everywhere. */
  allowedIps: string[]
  test: boolean
  /** Whether its requests must be signed. */
  signed: boolean
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  rotatedAt: string | null
  revokedAt: string | null
  /** Made by the account's partner, which acts with it; null: by the account itself. */
  delegation: Delegation | null
  /** The secret before the last rotation while it is still good; null: there is none. */
  previous: { display: string; until: string } | null
}

/** What its owner decides about a key. */
export type KeySettings = Pick<ApiKey, 'name' | 'scopes' | 'numberIds' | 'allowedIps' | 'signed' | 'expiresAt'>

export const isApiKey = (value: string): boolean => apiKeyPattern.test(value)

/** Keys carry 192 bits of entropy, so that one HMAC under the installation's pepper is hash enough. */
export const hashApiKey = (secret: string, pepper: Buffer | KeyObject): Buffer =>
  createHmac('sha256', pepper).update(secret).digest()

const displayApiKey = (secret: string): string => `${secret.slice(0, 12)}…${secret.slice(-4)}`

/** A key for the partner's API alone, whose secret says so: `pk_live_…`. */
export const isPartnerKey = ({ scopes }: Pick<ApiKey, 'scopes'>): boolean =>
  scopes.length > 0 && scopes.every((scope) => scope.startsWith('partner:'))

type Kind = Pick<ApiKey, 'scopes' | 'test' | 'delegation'>

/** The secret of a key says what it is: `sk_` the account's own, `pk_` for partners, `dk_` a partner's within an account. */
const prefixOf = (key: Kind): string => (key.delegation ? 'dk' : isPartnerKey(key) ? 'pk' : 'sk')

export function createSecret(pepper: Buffer, key: Kind): NewSecret {
  const prefix = `${prefixOf(key)}_${key.test ? 'test' : 'live'}`
  const secret = `${prefix}_${randomBytes(24).toString('hex')}`
  return { secret, hash: hashApiKey(secret, pepper), display: displayApiKey(secret) }
}

/** With which requests are signed; shown once. */
export const createSigningSecret = (): string => `sks_${randomBytes(32).toString('hex')}`

/** Associated data: a cipher opens only for the key it was made for. */
export const signingAad = (keyId: string): string => `api_key|${keyId}|signing`
