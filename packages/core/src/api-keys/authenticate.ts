import { createSecretKey } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { CoreContext } from '../context.ts'
import { hashApiKey, isApiKey } from './api-key.ts'
import { findPrincipal } from './api-key-repository.ts'
import type { Principal } from './principal.ts'

export interface Authenticator {
  /** Null: not a key of ours, or a revoked one. */
  authenticate(key: string): Promise<Principal | null>
  /** What is known of the account's keys is looked up again, also what is being read at this moment. */
  forget(accountId: string): void
}

const cacheMs = 15_000
const maxPrincipals = 20_000
const maxUnknown = 10_000

/**
 * Looks a key up once in 15 s, with one look-up in flight for each; what has not the shape of a key is never looked
 * up. The application calls `forget` on what arrives on the `accountChannel`.
 */
export function createAuthenticator({ db, secrets }: Pick<CoreContext, 'db' | 'secrets'>): Authenticator {
  const pepper = createSecretKey(secrets.pepper('api-keys')) // prepared: five times cheaper on each request
  const known = new LRUCache<string, Principal>({ max: maxPrincipals, ttl: cacheMs })
  const unknown = new LRUCache<string, true>({ max: maxUnknown, ttl: cacheMs })
  const flights = new Map<string, Promise<Principal | null>>()
  let changes = 0

  async function lookUp(id: string, hash: Buffer): Promise<Principal | null> {
    const changesBefore = changes
    const principal = await findPrincipal(db.worker, hash)
    if (changes !== changesBefore) return principal // read before a change, perhaps: good for this request alone
    if (principal) known.set(id, principal)
    else unknown.set(id, true)
    return principal
  }

  function fly(id: string, hash: Buffer): Promise<Principal | null> {
    const flight = lookUp(id, hash).finally(() => {
      if (flights.get(id) === flight) flights.delete(id)
    })
    flights.set(id, flight)
    return flight
  }

  return {
    async authenticate(key) {
      if (!isApiKey(key)) return null
      const hash = hashApiKey(key, pepper)
      const id = hash.toString('base64')
      const principal = known.get(id)
      if (principal) return principal
      return unknown.has(id) ? null : (flights.get(id) ?? fly(id, hash))
    },
    forget(accountId) {
      changes++
      flights.clear()
      for (const [id, { account }] of known.entries()) if (account.id === accountId) known.delete(id)
    },
  }
}
