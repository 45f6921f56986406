import type { Queryable, Result } from './queryable.ts'

export type { Queryable, Result } from './queryable.ts'

/**
 * The last statements of a transaction, which leave in one packet with its commit and so cost no round trip of their own.
 * Called when `work` has resolved; must send every statement before it returns.
 */
export type Closing = (tx: Queryable) => readonly Promise<unknown>[]

interface WorkerDatabase extends Queryable {
  /**
   * Commits when `work` resolves, rolls back when it rejects. Inside use only `tx`: the embedded database has one connection. `work` runs
   * again when PostgreSQL ended it because of another transaction, so what it notes outside of the database it has to note anew.
   */
  transaction<T>(work: (tx: Queryable) => Promise<T>, closing?: Closing): Promise<T>
}

export interface Database {
  readonly kind: 'postgresql' | 'pglite'
  /** Work across accounts, under the role `dawk_worker`; a plain `query` commits by itself. */
  readonly worker: WorkerDatabase
  /** One transaction under the role `dawk_app`, limited by row-level security to these accounts. As `worker.transaction`. */
  asAccounts<T>(accountIds: readonly string[], work: (tx: Queryable) => Promise<T>, closing?: Closing): Promise<T>
  /** One statement as a transaction of its own, limited as `asAccounts`; on PostgreSQL in a single round trip. */
  queryAsAccounts<Row>(accountIds: readonly string[], sql: string, params: readonly unknown[]): Promise<Result<Row>>
  /**
   * Calls `onPayload` for each notification until the returned function is called. A hint, never the truth:
   * what is sent while the connection is being re-established is missed.
   */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  notify(channel: string, payload: string): Promise<void>
  /** Frees the room of dead rows and takes statistics anew, table by table. On a server autovacuum does it: nothing happens here. */
  vacuum(): Promise<void>
  /** Connections of this process by state, and the calls that wait for one. */
  connections(): { active: number; idle: number; waiting: number }
  /** Whether a write of this process has found no room on the database's disk within the last seconds. */
  isFull(): boolean
  close(): Promise<void>
}

/** As its driver opens it. */
export type OpenedDatabase = Omit<Database, 'isFull'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The statements that open a transaction limited to these accounts, as one simple query: one round trip. */
export function beginAsAccounts(accountIds: readonly string[]): string {
  for (const id of accountIds) if (!uuid.test(id)) throw new TypeError('An account id is not a UUID')
  return `begin; set local role dawk_app; set local app.account_ids = '{${accountIds.join(',')}}'`
}

/** Channel names reach SQL as identifiers, and the two drivers fold case differently: only plain lower case is taken. */
export function checkChannel(channel: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel)) throw new TypeError(`Not a channel name: ${channel}`)
  return channel
}
