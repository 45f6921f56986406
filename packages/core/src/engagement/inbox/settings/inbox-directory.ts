import { LRUCache } from 'lru-cache'
import type { Queryable } from '#platform/database/database.ts'
import type { InboxSettings } from './inbox-settings.ts'
import { selectInboxSettings } from './inbox-settings-store.ts'

/** Which accounts have set anything for their inbox; of the others nothing is ever looked up. */
export interface InboxDirectory {
  find(accountId: string): Promise<InboxSettings | null>
  /** Of those that have set anything. Inside a transaction it has to be given: the embedded database has one connection. */
  findAll(accountIds: readonly string[], tx: Queryable): Promise<ReadonlyMap<string, InboxSettings>>
  /** The account's settings are read again. */
  forget(accountId: string): void
}

/** The application calls `forget` on what arrives on the channel `inbox`; a lost notice costs no more than this. */
const foundMs = 15_000
const maxAccounts = 50_000

export function createInboxDirectory(worker: Queryable): InboxDirectory {
  const entries = new LRUCache<string, { settings: InboxSettings | null }>({ max: maxAccounts, ttl: foundMs })
  let changes = 0

  async function findAll(accountIds: readonly string[], db: Queryable): Promise<Map<string, InboxSettings>> {
    const known = new Map(accountIds.map((id) => [id, entries.get(id)]))
    const missing = accountIds.filter((id) => known.get(id) === undefined)
    const changesBefore = changes
    const found = missing.length > 0 ? await selectInboxSettings(db, missing) : new Map<string, InboxSettings>()
    if (changes === changesBefore) for (const id of missing) entries.set(id, { settings: found.get(id) ?? null })
    for (const [id, entry] of known) if (entry?.settings) found.set(id, entry.settings)
    return found
  }

  return {
    find: async (accountId) => (await findAll([accountId], worker)).get(accountId) ?? null,
    findAll,
    forget(accountId) {
      changes += 1
      entries.delete(accountId)
    },
  }
}
