import { createSecretKey, hash as digest, type KeyObject, randomBytes } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import { createCache } from '#platform/cache.ts'
import type { Principal } from '#tenancy/access/principal.ts'
import { hashApiKey, isApiKey, signingAad } from '../api-key.ts'
import { createAddressList } from '../restrictions/address-list.ts'
import { findKey, type StoredKey } from './key-lookup-store.ts'

/** A good key, and what its use is bound to. */
export interface GoodKey {
  good: true
  keyId: string
  /** What the secret is found by. */
  hash: Buffer
  principal: Principal
  /** Null: from everywhere. */
  allowsAddress: ((address: string) => boolean) | null
  /** Requests must be signed with this; null: they need not. */
  signingKey: KeyObject | null
  /** A rotation replaced the secret; it is good for some time yet. Milliseconds since the epoch. */
  replaced: { at: number; until: number } | null
}

/** A key that was good once: its holder may know what became of it. */
export interface SpentKey {
  good: false
  why: 'revoked' | 'expired' | 'replaced'
  keyId: string
  keyDisplay: string | null
  accountId: string
}

export interface Authenticator {
  /** Null: not a key of ours. */
  authenticate(key: string): Promise<GoodKey | SpentKey | null>
  /** What is known of the account's keys is looked up again, also what is being read at this moment. */
  forget(accountId: string): void
}

const cacheMs = 15_000
const maxKnown = 20_000
const maxUnknown = 10_000

interface KnownKey {
  key: GoodKey
  /** Milliseconds since the epoch. */
  until: number
}

/**
 * Looks a key up once in 15 s, with one look-up in flight for each; what has not the shape of a key is never looked
 * up. The application calls `forget` on what arrives on the `accountChannel`. A key that expires is refused at that
 * instant, whatever is cached.
 */
export function createAuthenticator({ db, secrets }: Pick<CoreContext, 'db' | 'secrets'>): Authenticator {
  const pepper = createSecretKey(secrets.pepper('api-keys'))
  // What is cached is found by a digest of this process alone, a third of the cost of the stored hash on each request.
  const salt = randomBytes(32).toString('base64')
  const known = createCache<KnownKey>({ max: maxKnown, ttlMs: cacheMs })
  const unknown = createCache<SpentKey | 'unknown'>({ max: maxUnknown, ttlMs: cacheMs })
  const flights = new Map<string, Promise<GoodKey | SpentKey | null>>()
  let changes = 0

  async function lookUp(id: string, hash: Buffer): Promise<GoodKey | SpentKey | null> {
    const changesBefore = changes
    const stored = await findKey(db.worker, hash)
    const spent = stored && whySpent(stored, Date.now())
    const key: GoodKey | SpentKey | null = stored && (spent ? toSpentKey(stored, spent) : toGoodKey(stored, hash))
    if (changes !== changesBefore) return key // read before a change, perhaps: good for this request alone
    if (stored && key?.good) known.set(id, { key, until: endOf(stored) })
    else unknown.set(id, key?.good === false ? key : 'unknown')
    return key
  }

  const toGoodKey = ({ keyId, principal, allowedIps, signingCipher, replaced }: StoredKey, hash: Buffer): GoodKey => ({
    good: true,
    keyId,
    hash,
    principal,
    allowsAddress: allowedIps.length > 0 ? createAddressList(allowedIps) : null,
    signingKey: signingCipher && createSecretKey(secrets.open(signingCipher, signingAad(keyId)), 'utf8'),
    replaced,
  })

  function fly(id: string, hash: Buffer): Promise<GoodKey | SpentKey | null> {
    const flight = lookUp(id, hash).finally(() => {
      if (flights.get(id) === flight) flights.delete(id)
    })
    flights.set(id, flight)
    return flight
  }

  return {
    async authenticate(text) {
      if (!isApiKey(text)) return null
      const id = digest('sha256', salt + text, 'base64')
      const good = known.get(id)
      if (good && good.until > Date.now()) return good.key
      const refused = good ? undefined : unknown.get(id)
      if (refused) return refused === 'unknown' ? null : refused
      return flights.get(id) ?? fly(id, hashApiKey(text, pepper))
    },
    forget(accountId) {
      changes++
      flights.clear()
      unknown.clear() // whose they were is not known
      for (const [id, { key }] of known.entries()) if (key.principal.account.id === accountId) known.delete(id)
    },
  }
}

const toSpentKey = ({ keyId, principal }: StoredKey, why: SpentKey['why']): SpentKey => ({
  good: false,
  why,
  keyId,
  keyDisplay: principal.keyDisplay,
  accountId: principal.account.id,
})

function whySpent({ revokedAt, expiresAt, replaced }: StoredKey, now: number): SpentKey['why'] | null {
  if (revokedAt !== null) return 'revoked'
  if (replaced && replaced.until <= now) return 'replaced'
  return expiresAt !== null && expiresAt <= now ? 'expired' : null
}

const endOf = ({ expiresAt, replaced }: StoredKey): number =>
  Math.min(expiresAt ?? Number.POSITIVE_INFINITY, replaced?.until ?? Number.POSITIVE_INFINITY)
