import { forwardedType, patternsOf } from '#events/event-patterns.ts'
import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import { createReadAlong } from '#platform/read-along.ts'

/** Which accounts have an endpoint that wants Meta's webhooks as they came. */
export interface ForwardingDirectory {
  /** Those of the accounts that have one. Inside a transaction it has to be given: the embedded database has one connection. */
  findAll(accountIds: readonly string[], tx: Queryable): Promise<ReadonlySet<string>>
  /** The account's endpoints are read again. */
  forget(accountId: string): void
}

/** The application calls `forget` on what arrives on the channel `endpoints`; a lost notice costs no more than this. */
const foundMs = 15_000
const maxAccounts = 50_000

/** Reads each account once in 15 s, so that a batch of webhooks that nobody wants forwarded asks nothing. */
export function createForwardingDirectory(): ForwardingDirectory {
  const entries = createCache<{ forwards: boolean }>({ max: maxAccounts, ttlMs: foundMs })
  const along = createReadAlong(entries)
  let changes = 0

  async function read(missing: readonly string[], tx: Queryable): Promise<Set<string>> {
    const changesBefore = changes
    const accountIds = along.with(missing) // by workers alone, who see every account
    const subscribed = await selectSubscribed(accountIds, tx)
    if (changes === changesBefore) for (const id of accountIds) entries.set(id, { forwards: subscribed.has(id) })
    return subscribed
  }

  return {
    async findAll(accountIds, tx) {
      const known = accountIds.map((id) => [id, along.get(id)] as const)
      const missing = known.flatMap(([id, entry]) => (entry === undefined ? [id] : []))
      const fresh = missing.length > 0 ? await read(missing, tx) : new Set<string>()
      const subscribed = new Set(missing.filter((id) => fresh.has(id)))
      for (const [id, entry] of known) if (entry?.forwards) subscribed.add(id)
      return subscribed
    },
    forget(accountId) {
      changes += 1
      entries.delete(accountId)
    },
  }
}

/** Remembers nothing: for those who are not notified of changes. */
export const askEachTime: ForwardingDirectory = { findAll: selectSubscribed, forget: () => undefined }

async function selectSubscribed(accountIds: readonly string[], tx: Queryable): Promise<Set<string>> {
  if (accountIds.length === 0) return new Set()
  const rows = await tx.many<{ id: string }>(
    `select distinct account_id::text as id from endpoints
      where account_id = any ($1::uuid[]) and enabled and event_types && $2::text[]`,
    [accountIds, patternsOf(forwardedType)],
  )
  return new Set(rows.map(({ id }) => id))
}
