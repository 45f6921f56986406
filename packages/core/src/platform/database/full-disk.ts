import type { Database, OpenedDatabase } from './database.ts'
import { isDiskFull } from './errors.ts'

/** So long after the last write that found no room the database counts as full. What runs in the background writes more often. */
const fullForMs = 15_000

/** Notes whether writes find no room on the database's disk: reads go on there, and so nothing else would show it. */
export function watchDisk(db: OpenedDatabase, now: () => number = Date.now): Database {
  let fullAt = Number.NEGATIVE_INFINITY

  async function note<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (isDiskFull(error)) fullAt = now()
      throw error
    }
  }

  const { worker } = db
  return {
    ...db,
    worker: {
      query: (sql, params) => note(worker.query(sql, params)),
      one: (sql, params) => note(worker.one(sql, params)),
      maybe: (sql, params) => note(worker.maybe(sql, params)),
      many: (sql, params) => note(worker.many(sql, params)),
      run: (sql, params) => note(worker.run(sql, params)),
      transaction: (work, closing) => note(worker.transaction(work, closing)),
    },
    asAccounts: (accountIds, work, closing) => note(db.asAccounts(accountIds, work, closing)),
    queryAsAccounts: (accountIds, sql, params) => note(db.queryAsAccounts(accountIds, sql, params)),
    isFull: () => now() - fullAt < fullForMs,
  }
}
