import type { Writable } from 'node:stream'
import pg from 'pg'
import { beginAsAccounts, type Closing, checkChannel, type Database, type Queryable, type Result } from './database.ts'
import { isDatabaseUnavailable } from './errors.ts'
import { createFirstError } from './first-error.ts'
import { migrate } from './migrate.ts'
import { createListener } from './postgres-listener.ts'
import { toQueryable } from './queryable.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { camelRows, parsers, toInstant } from './rows.ts'

export interface PostgresOptions {
  url: string
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
const connectMs = 5_000
const statementMs = 30_000

export async function openPostgres({
  url,
  migrationsDir,
  maxConnections,
  onError,
}: PostgresOptions): Promise<Database> {
  await migrateAsOwner(url, migrationsDir) // creates the roles that the pools connect under
  const max = Math.max(1, Math.ceil(maxConnections / 2))
  const workers = createPool(url, `-c role=dawk_worker ${planOnce}`, max, onError)
  const accounts = createPool(url, '-c role=dawk_app', max, onError) // sees nothing until a transaction names its accounts
  const listener = createListener(() => new pg.Client(connection(url, '-c role=dawk_worker')), onError)
  const worker = {
    ...toQueryable(<Row>(sql: string, params?: readonly unknown[]) =>
      retryConflicts(() => withClient(workers, (client) => run<Row>(client, sql, params))),
    ),
    transaction: <T>(work: (tx: Queryable) => Promise<T>, closing?: Closing) =>
      transaction(workers, 'begin', work, closing),
  }
  return {
    kind: 'postgresql',
    worker,
    asAccounts: async (accountIds, work, closing) => transaction(accounts, beginAsAccounts(accountIds), work, closing),
    queryAsAccounts: async (accountIds, sql, params) =>
      retryConflicts(() =>
        withClient(accounts, (client) => runAlone(client, beginAsAccounts(accountIds), sql, params)),
      ),
    listen: async (channel, onPayload) => listener.listen(checkChannel(channel), onPayload),
    notify: async (channel, payload) =>
      void (await worker.query('select pg_notify($1, $2)', [checkChannel(channel), payload])),
    connections: () => sumOf([workers, accounts]),
    async close() {
      await Promise.all([listener.close(), workers.end(), accounts.end()])
    },
  }
}

function sumOf(pools: readonly pg.Pool[]) {
  const sum = { active: 0, idle: 0, waiting: 0 }
  for (const { totalCount, idleCount, waitingCount } of pools) {
    sum.active += totalCount - idleCount
    sum.idle += idleCount
    sum.waiting += waitingCount
  }
  return sum
}

/**
 * A setting in the URL replaces ours in `pg`, so its `options` are joined with ours: without the role, isolation would be
 * gone. Statements are short, and compiling one (`jit`) takes longer than any of them.
 */
function connection(url: string, options: string): pg.ClientConfig {
  const at = url.indexOf('?')
  const search = new URLSearchParams(at < 0 ? '' : url.slice(at))
  const joined = ['-c jit=off', ...search.getAll('options'), options].join(' ').trim()
  search.delete('options')
  const rest = search.size === 0 ? '' : `?${search}`
  return {
    connectionString: (at < 0 ? url : url.slice(0, at)) + rest,
    options: joined,
    application_name: 'dawk',
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + 5_000, // a network that swallows packets; the server's own limit comes first otherwise
    idle_in_transaction_session_timeout: statementMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
}

async function migrateAsOwner(url: string, directory: string): Promise<void> {
  const { query_timeout, statement_timeout, idle_in_transaction_session_timeout, ...config } = connection(url, '')
  const client = new pg.Client(config)
  client.on('error', () => {}) // reported by the query it breaks
  await client.connect()
  try {
    await migrate(
      {
        query: async (sql, params = []) => (await client.query<Record<string, unknown>>(sql, [...params])).rows,
        script: async (sql) => void (await client.query(sql)),
      },
      directory,
    )
  } finally {
    await client.end()
  }
}

const textArray: number = 1009

/** `parsers` for `pg`, which unlike the embedded database wants arrays to be named too. */
function createTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides()
  for (const [oid, parse] of Object.entries(parsers)) types.setTypeParser(Number(oid), parse)
  const toTexts = pg.types.getTypeParser(textArray)
  const toArray = (text: string): (string | null)[] => toTexts(text)
  types.setTypeParser(1182, toArray)
  types.setTypeParser(1185, (text) => toArray(text).map((one) => (one === null ? null : toInstant(one))))
  return types
}

function createPool(url: string, options: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...connection(url, options), types: createTypes(), pipeline: true, max })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', () => {})) // else a connection lost while lent out ends the process
  return pool
}

/** Lends a connection; one that broke is thrown away, one whose statement was refused goes back to the pool. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    broken = isDatabaseUnavailable(error) || error instanceof LostTransaction
    throw error instanceof LostTransaction ? error.cause : error
  } finally {
    client.release(broken)
  }
}

async function run<Row>(client: pg.PoolClient, sql: string, params?: readonly unknown[]): Promise<Result<Row>> {
  const { rows, rowCount, fields } = await (params === undefined
    ? client.query(sql)
    : client.query({ name: nameOf(sql), text: sql, values: [...params] }))
  const names = fields.map(({ name }) => name)
  return { rows: camelRows(rows, names) as Row[], rowCount: rowCount ?? 0 }
}

const names = new Map<string, string>()
const maxNames = 1000

/**
 * Under a name PostgreSQL parses and plans a statement once per connection; the batches take longer to plan than to run.
 * Nameless when there are too many: statements are few, unless somebody writes values into their text.
 */
function nameOf(sql: string): string | undefined {
  const known = names.get(sql)
  if (known !== undefined || names.size >= maxNames) return known
  const name = `dawk_${names.size}`
  names.set(sql, name)
  return name
}

/** Opening, statement and commit leave together; a statement that fails turns the commit into a rollback. */
async function runAlone<Row>(
  client: pg.PoolClient,
  opening: string,
  sql: string,
  params: readonly unknown[],
): Promise<Result<Row>> {
  const steps = inOneWrite(
    client,
    () => [client.query(opening), run<Row>(client, sql, params), commit(client)] as const,
  )
  await allInOrder(steps)
  return steps[1]
}

/** Waits for all. @throws what the first that failed failed with: the later ones fail because of it. */
async function allInOrder(steps: readonly Promise<unknown>[]): Promise<void> {
  for (const step of await Promise.allSettled(steps)) if (step.status === 'rejected') throw step.reason
}

/** What is queried meanwhile leaves in one packet: each write wakes the server up. */
function inOneWrite<T>(client: pg.PoolClient, query: () => T): T {
  const stream = streamOf(client)
  stream.cork()
  try {
    return query()
  } finally {
    stream.uncork()
  }
}

/** The opening of a transaction, in one packet with the statement that is asked for at once. */
function withFirstStatement(client: pg.PoolClient, opening: string): Promise<unknown> {
  const stream = streamOf(client)
  stream.cork()
  process.nextTick(() => stream.uncork())
  return client.query(opening)
}

/** Of the connection; the package's types do not show it. */
const streamOf = (client: pg.PoolClient): Writable =>
  (client as unknown as { connection: { stream: Writable } }).connection.stream

/** The transaction failed for `cause` and could not be rolled back either. */
class LostTransaction extends Error {}

function transaction<T>(
  pool: pg.Pool,
  opening: string,
  work: (tx: Queryable) => Promise<T>,
  closing: Closing = () => [],
): Promise<T> {
  return retryConflicts(() => withClient(pool, (client) => attempt(client, { opening, work, closing })))
}

interface Steps<T> {
  opening: string
  work: (tx: Queryable) => Promise<T>
  closing: Closing
}

async function attempt<T>(client: pg.PoolClient, { opening, work, closing }: Steps<T>): Promise<T> {
  let over = false
  const first = createFirstError()
  const opened = first.watch(withFirstStatement(client, opening))
  opened.catch(() => undefined)
  async function query<Row>(sql: string, params?: readonly unknown[]): Promise<Result<Row>> {
    const answer = first.watch(run<Row>(client, sql, params))
    answer.catch(() => undefined) // when the opening failed, that is the error to report
    await opened
    return answer
  }
  try {
    const result = await work(
      toQueryable(async <Row>(sql: string, params?: readonly unknown[]) => {
        if (over) throw new Error('The transaction is over')
        return query<Row>(sql, params)
      }),
    )
    over = true
    await opened
    await allInOrder(inOneWrite(client, () => [...closing(toQueryable(query)), commit(client)]))
    return result
  } catch (error) {
    over = true
    const cause = first.causeOf(error)
    await rollback(client, cause)
    throw cause
  }
}

/** PostgreSQL answers the commit of a failed transaction with a quiet rollback. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  if (command === 'COMMIT') return
  const message = 'current transaction is aborted: a statement in it failed, so nothing was committed'
  throw Object.assign(new Error(message), { code: '25P02' })
}

async function rollback(client: pg.PoolClient, cause: unknown): Promise<void> {
  try {
    await client.query('rollback')
  } catch {
    throw new LostTransaction('rollback failed', { cause })
  }
}
