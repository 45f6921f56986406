import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import { selectUsing } from './outcome-store.ts'

/** Which accounts have campaigns; for the others nothing is ever looked up. */
export interface CampaignDirectory {
  /** Inside a transaction: the embedded database has one connection. */
  findUsing(accountIds: readonly string[], tx: Queryable): Promise<ReadonlySet<string>>
  /** The account is looked at again. */
  forget(accountId: string): void
}

/** The application calls `forget` on what arrives on the channel `campaigns`; a lost notice costs no more than this. */
const foundMs = 15_000
const maxAccounts = 50_000
/** People may answer for so long after a campaign has ended. */
const afterMs = 31 * 24 * 3600_000

export function createCampaignDirectory(): CampaignDirectory {
  const entries = createCache<boolean>({ max: maxAccounts, ttlMs: foundMs })
  return {
    async findUsing(accountIds, tx) {
      const missing = accountIds.filter((id) => entries.get(id) === undefined)
      if (missing.length > 0) {
        const using = await selectUsing(tx, missing, new Date(Date.now() - afterMs).toISOString())
        for (const id of missing) entries.set(id, using.has(id))
      }
      return new Set(accountIds.filter((id) => entries.get(id) === true))
    },
    forget: (accountId) => void entries.delete(accountId),
  }
}
