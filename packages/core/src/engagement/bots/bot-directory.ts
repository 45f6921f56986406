import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { LiveFlow, LiveTrigger } from './engine/turn.ts'
import { selectLive, selectRunnable, selectUsing } from './flow-store.ts'

/** Flows as the engine reads them. What an account has not got is never looked up again for a while. */
export interface BotDirectory {
  /** Accounts in which a flow was published. Inside a transaction: the embedded database has one connection. */
  findUsing(accountIds: readonly string[], tx: Queryable): Promise<ReadonlySet<string>>
  live(accountId: string, db: Queryable): Promise<readonly LiveFlow[]>
  triggers(accountId: string, db: Queryable): Promise<readonly LiveTrigger[]>
  /** Any version: it never changes. */
  version(accountId: string, versionId: string, db: Queryable): Promise<LiveFlow | null>
  forget(accountId: string): void
}

/** The application calls `forget` on what arrives on the channel `flows`; a lost notice costs no more than this. */
const foundMs = 15_000
const maxAccounts = 50_000
const maxVersions = 500

export function createBotDirectory(): BotDirectory {
  const using = createCache<boolean>({ max: maxAccounts, ttlMs: foundMs })
  const lives = createCache<readonly LiveFlow[]>({ max: 1000, ttlMs: foundMs })
  const versions = createCache<LiveFlow>({ max: maxVersions })
  let changes = 0

  async function live(accountId: string, db: Queryable): Promise<readonly LiveFlow[]> {
    const cached = lives.get(accountId)
    if (cached) return cached
    const before = changes
    const current = await selectLive(db, accountId)
    if (before === changes) lives.set(accountId, current)
    return current
  }

  return {
    live,
    async findUsing(accountIds, tx) {
      const missing = accountIds.filter((id) => using.get(id) === undefined)
      const before = changes
      const accountsWithBots = missing.length > 0 ? await selectUsing(tx, missing) : new Set<string>()
      if (before === changes) for (const id of missing) using.set(id, accountsWithBots.has(id))
      return new Set(accountIds.filter((id) => accountsWithBots.has(id) || using.get(id) === true))
    },
    async triggers(accountId, db) {
      return (await live(accountId, db)).flatMap((flow) =>
        (flow.spec.triggers ?? []).map((trigger, place) => ({ flow, trigger, place })),
      )
    },
    async version(accountId, versionId, db) {
      const key = `${accountId}:${versionId}`
      const cached = versions.get(key)
      if (cached) return cached
      const version = await selectRunnable(db, accountId, versionId)
      if (version) versions.set(key, version)
      return version
    },
    forget(accountId) {
      changes += 1
      using.delete(accountId)
      lives.delete(accountId)
    },
  }
}
