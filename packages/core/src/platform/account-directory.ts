import { createCache } from './cache.ts'
import type { Queryable } from './database/database.ts'
import { createReadAlong } from './read-along.ts'

/** What accounts have set up of a capability that most do not use; of an account that does not, nothing is looked up again. */
export interface AccountDirectory<Value> {
  /** From memory, at once. Null: the account has set up nothing; undefined: it has to be looked up. */
  peek(accountId: string): Value | null | undefined
  /** From the database; several at once for one account share a read. */
  find(accountId: string): Promise<Value | null>
  /** Of those that have set up anything. Inside a transaction it has to be given: the embedded database has one connection. */
  findAll(accountIds: readonly string[], tx: Queryable): Promise<Map<string, Value>>
  /** The same, no older than half a second. */
  recent(accountIds: readonly string[]): Promise<Map<string, Value>>
  /** The account is read again; without an id, all are. */
  forget(accountId: string): void
}

export type SelectByAccount<Value> = (
  db: Queryable,
  accountIds: readonly string[],
) => Promise<ReadonlyMap<string, Value>>

/** The application calls `forget` on what arrives on the capability's channel; a lost notice costs no more than this. */
const knownMs = 15_000
const recentMs = 500
const maxAccounts = 50_000

interface Entry<Value> {
  value: Value | null
  readAt: number
}

export function createAccountDirectory<Value extends object>(
  worker: Queryable,
  select: SelectByAccount<Value>,
): AccountDirectory<Value> {
  const entries = createCache<Entry<Value>>({ max: maxAccounts, ttlMs: knownMs })
  const along = createReadAlong(entries, (_, { readAt }) => performance.now() - readAt > knownMs / 2)
  const reads = new Map<string, Promise<Value | null>>()
  let changes = 0

  /** What was read while an account changed is returned, and not remembered. */
  async function read(missing: readonly string[], db: Queryable): Promise<Map<string, Value>> {
    if (missing.length === 0) return new Map()
    const accountIds = db === worker ? along.with(missing) : missing
    const changesBefore = changes
    const readAt = performance.now()
    const values = await select(db, accountIds)
    if (changes === changesBefore)
      for (const id of accountIds) entries.set(id, { value: values.get(id) ?? null, readAt })
    return new Map(values)
  }

  async function findYoung(
    accountIds: readonly string[],
    { db, maxAgeMs }: { db: Queryable; maxAgeMs: number },
  ): Promise<Map<string, Value>> {
    const now = performance.now()
    const known = new Map(
      accountIds.flatMap((id) => {
        const entry = along.get(id)
        return entry && now - entry.readAt < maxAgeMs ? [[id, entry.value] as const] : []
      }),
    )
    const missing = accountIds.filter((id) => !known.has(id))
    const fresh = await read(missing, db)
    const values = new Map(missing.flatMap((id) => [[id, fresh.get(id) ?? null] as const]))
    for (const [id, value] of known) values.set(id, value)
    return new Map([...values].flatMap(([id, value]) => (value ? [[id, value] as const] : [])))
  }

  function find(accountId: string): Promise<Value | null> {
    const running = reads.get(accountId)
    if (running) return running
    const reading: Promise<Value | null> = read([accountId], worker)
      .then((values) => values.get(accountId) ?? null)
      .finally(() => {
        if (reads.get(accountId) === reading) reads.delete(accountId)
      })
    reads.set(accountId, reading)
    return reading
  }

  return {
    peek: (accountId) => along.get(accountId)?.value,
    find,
    findAll: (accountIds, tx) => findYoung(accountIds, { db: tx, maxAgeMs: knownMs }),
    recent: (accountIds) => findYoung(accountIds, { db: worker, maxAgeMs: recentMs }),
    forget(accountId) {
      changes += 1
      if (accountId !== '') return void (entries.delete(accountId), reads.delete(accountId))
      entries.clear()
      reads.clear()
    },
  }
}
