import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import { selectUsingDrips } from './drip-store.ts'

/** Which accounts have published drips; for the others nothing is ever looked up. */
export interface DripDirectory {
  /** Inside a transaction: the embedded database has one connection. */
  findUsing(accountIds: readonly string[], tx: Queryable): Promise<ReadonlySet<string>>
  /** The account is looked at again. */
  forget(accountId: string): void
}

/** The application calls `forget` on what arrives on the channel `drips`; a lost notice costs no more than this. */
const foundMs = 15_000
const maxAccounts = 50_000

export function createDripDirectory(): DripDirectory {
  const entries = createCache<boolean>({ max: maxAccounts, ttlMs: foundMs })
  return {
    async findUsing(accountIds, tx) {
      const missing = accountIds.filter((id) => entries.get(id) === undefined)
      if (missing.length > 0) {
        const using = await selectUsingDrips(tx, missing)
        for (const id of missing) entries.set(id, using.has(id))
      }
      return new Set(accountIds.filter((id) => entries.get(id) === true))
    },
    forget: (accountId) => void entries.delete(accountId),
  }
}
