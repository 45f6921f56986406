import { LRUCache } from 'lru-cache'
import type { Queryable } from '#platform/database/database.ts'
import type { PolicySettings } from './policy-settings.ts'
import { selectPolicies } from './policy-store.ts'

/** Which accounts use consent, suppressions or settings of their own; of the others nothing is ever looked up. */
export interface PolicyDirectory {
  /** From memory, at once. Null: the account uses none of this; undefined: it has to be looked up. */
  peek(accountId: string): PolicySettings | null | undefined
  find(accountId: string): Promise<PolicySettings | null>
  /** Of those that use it. Inside a transaction it has to be given: the embedded database has one connection. */
  findAll(accountIds: readonly string[], tx: Queryable): Promise<ReadonlyMap<string, PolicySettings>>
  /** The same, no older than half a second: for messages that are about to leave. */
  recent(accountIds: readonly string[]): Promise<ReadonlyMap<string, PolicySettings>>
  /** The account's policy is read again. */
  forget(accountId: string): void
}

/** The application calls `forget` on what arrives on the channel `policies`; a lost notice costs no more than this. */
const foundMs = 15_000
const recentMs = 500
const maxAccounts = 50_000

interface Entry {
  settings: PolicySettings | null
  readAt: number
}

export function createPolicyDirectory(worker: Queryable): PolicyDirectory {
  const entries = new LRUCache<string, Entry>({ max: maxAccounts, ttl: foundMs })
  const reads = new Map<string, Promise<PolicySettings | null>>()
  let changes = 0

  async function read(accountIds: readonly string[], db: Queryable): Promise<Map<string, PolicySettings>> {
    const changesBefore = changes
    const readAt = performance.now()
    const found = await selectPolicies(db, accountIds)
    if (changes === changesBefore)
      for (const id of accountIds) entries.set(id, { settings: found.get(id) ?? null, readAt })
    return found
  }

  async function lookUp(
    accountIds: readonly string[],
    { db, maxAgeMs }: { db: Queryable; maxAgeMs: number },
  ): Promise<Map<string, PolicySettings>> {
    const now = performance.now()
    const known = new Map(
      accountIds.flatMap((id) => {
        const entry = entries.get(id)
        return entry && now - entry.readAt < maxAgeMs ? [[id, entry.settings] as const] : []
      }),
    )
    const missing = accountIds.filter((id) => !known.has(id))
    const found = missing.length > 0 ? await read(missing, db) : new Map<string, PolicySettings>()
    for (const [id, settings] of known) if (settings) found.set(id, settings)
    return found
  }

  function find(accountId: string): Promise<PolicySettings | null> {
    const running = reads.get(accountId)
    if (running) return running
    const reading = read([accountId], worker)
      .then((found) => found.get(accountId) ?? null)
      .finally(() => reads.delete(accountId))
    reads.set(accountId, reading)
    return reading
  }

  return {
    peek: (accountId) => entries.get(accountId)?.settings,
    find,
    findAll: (accountIds, tx) => lookUp(accountIds, { db: tx, maxAgeMs: foundMs }),
    recent: (accountIds) => lookUp(accountIds, { db: worker, maxAgeMs: recentMs }),
    forget(accountId) {
      changes += 1
      entries.delete(accountId)
      reads.delete(accountId)
    },
  }
}
