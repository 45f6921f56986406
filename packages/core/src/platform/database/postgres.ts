import pg from 'pg'
import {
  beginAsAccounts,
  type Closing,
  checkChannel,
  type OpenedDatabase,
  type Queryable,
  type Result,
} from './database.ts'
import { isDatabaseUnavailable } from './errors.ts'
import { createHosts, type Hosts } from './hosts.ts'
import { migrate } from './migrate.ts'
import { createListener } from './postgres-listener.ts'
import { connection, createRolePool, limitsOfTransaction, type RolePool } from './postgres-pool.ts'
import {
  assertRolesCanBeMade,
  assertRolesHaveTheirTables,
  assertUsable,
  type ConnectionState,
  explainRoleError,
  whoAmI,
} from './postgres-roles.ts'
import { run, runAlone, transaction, withClient } from './postgres-statements.ts'
import { toQueryable } from './queryable.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { statements } from './statements.ts'

export interface PostgresOptions {
  /** May name several servers, of which one takes writes. */
  url: string
  /** Where PostgreSQL itself is reached, when `url` leads to a pooler in transaction mode: for migrations and LISTEN. Its user may be another, the owner. */
  sessionUrl?: string | undefined
  migrationsDir: string
  /** In all, but for the one that listens. */
  maxConnections: number
  onError: (error: Error) => void
}

/**
 * A worker's statements are lookups of a batch of keys, few and always the same: each connection plans them once. Left to
 * itself PostgreSQL plans those on partitioned tables anew for every batch, for longer than it takes to run them.
 */
const planOnce = '-c plan_cache_mode=force_generic_plan'

export async function openPostgres({
  url,
  sessionUrl,
  migrationsDir,
  maxConnections,
  onError,
}: PostgresOptions): Promise<OpenedDatabase> {
  const session = createHosts(sessionUrl ?? url)
  await migrateAsOwner(session, migrationsDir) // creates the roles that the pools connect under
  const isPooled = sessionUrl !== undefined
  const max = Math.max(1, Math.ceil(maxConnections / 2))
  const workers = createRolePool({ url, role: 'dawk_worker', isPooled, settings: planOnce, max, onError })
  const accounts = createRolePool({ url, role: 'dawk_app', isPooled, settings: '', max, onError }) // sees nothing until a transaction names its accounts
  await Promise.all([assertRole(workers), assertRole(accounts)]).catch(async (error) => {
    await Promise.all([workers.pool.end(), accounts.pool.end()])
    throw explainRoleError(error)
  })
  const listener = createListener(() => {
    session.next() // when there are several, the one before was lost
    return new pg.Client(connection(session.current(), '-c role=dawk_worker'))
  }, onError)
  const worker = {
    ...toQueryable(<Row>(sql: string, params?: readonly unknown[]) =>
      retryConflicts(() => runAsWorker<Row>(workers, sql, params)),
    ),
    transaction: <T>(work: (tx: Queryable) => Promise<T>, closing?: Closing) =>
      transaction(workers, openingOf(workers), work, closing),
  }
  return {
    kind: 'postgresql',
    worker,
    asAccounts: async (accountIds, work, closing) =>
      transaction(accounts, openingOf(accounts, accountIds), work, closing),
    queryAsAccounts: async <Row>(accountIds: readonly string[], sql: string, params: readonly unknown[]) => {
      if (statements.hasSubscribers) statements.publish(sql)
      const opening = openingOf(accounts, accountIds)
      return retryConflicts(() => withClient(accounts, (client) => runAlone<Row>(client, opening, sql, params)))
    },
    listen: async (channel, onPayload) => listener.listen(checkChannel(channel), onPayload),
    notify: async (channel, payload) =>
      void (await worker.query('select pg_notify($1, $2)', [checkChannel(channel), payload])),
    vacuum: async () => undefined,
    connections: () => sumOf([workers.pool, accounts.pool]),
    async close() {
      await Promise.all([listener.close(), workers.pool.end(), accounts.pool.end()])
    },
  }
}

function sumOf(pools: readonly pg.Pool[]) {
  const sum = { active: 0, idle: 0, waiting: 0 }
  for (const { totalCount, idleCount, waitingCount } of pools) {
    sum.active += totalCount - idleCount
    sum.idle += idleCount
    sum.waiting += Math.max(0, waitingCount - idleCount) // what an idle connection takes in this tick does not wait
  }
  return sum
}

/** The statements that open a transaction, as one simple query: one round trip. */
function openingOf({ role, isPooled }: RolePool, accountIds: readonly string[] | null = null): string {
  const opening = accountIds === null ? 'begin' : beginAsAccounts(accountIds)
  if (!isPooled) return opening
  return `${opening}; set local role ${role}; ${limitsOfTransaction}`
}

const runAsWorker = <Row>(workers: RolePool, sql: string, params?: readonly unknown[]): Promise<Result<Row>> =>
  withClient(workers, (client) =>
    workers.isPooled ? runAlone<Row>(client, openingOf(workers), sql, params) : run<Row>(client, sql, params),
  )

/** Asked once at the start, for each server that there is until one answers. */
async function assertRole(pool: RolePool): Promise<void> {
  const { rows } = await tryHosts(pool.hosts, () =>
    transaction(pool, openingOf(pool, pool.role === 'dawk_app' ? [] : null), (tx) => tx.query<ConnectionState>(whoAmI)),
  )
  assertUsable(rows[0] as ConnectionState, pool.role)
}

async function migrateAsOwner(hosts: Hosts, directory: string): Promise<void> {
  await tryHosts(hosts, async () => {
    const { query_timeout, statement_timeout, idle_in_transaction_session_timeout, ...config } = connection(
      hosts.current(),
      '',
    )
    const client = new pg.Client(config)
    client.on('error', () => {}) // reported by the query it breaks
    try {
      await client.connect()
      const session = {
        query: async (sql: string, params: readonly unknown[] = []) =>
          (await client.query<Record<string, unknown>>(sql, [...params])).rows,
        script: async (sql: string) => void (await client.query(sql)),
      }
      await assertRolesCanBeMade(session)
      await migrate(session, directory)
      await assertRolesHaveTheirTables(session)
    } catch (error) {
      if (isDatabaseUnavailable(error)) hosts.next()
      throw error
    } finally {
      await client.end().catch(() => {})
    }
  })
}

/** Once with each server, while they cannot be reached or take no writes. */
async function tryHosts<T>(hosts: Hosts, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries >= hosts.count || !isDatabaseUnavailable(error)) throw error
    }
  }
}
