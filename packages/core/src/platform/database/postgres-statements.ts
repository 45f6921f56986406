import type { Writable } from 'node:stream'
import type pg from 'pg'
import type { Closing, Queryable, Result } from './database.ts'
import { isDatabaseUnavailable } from './errors.ts'
import { createFirstError } from './first-error.ts'
import { lend, type RolePool } from './postgres-pool.ts'
import { toQueryable } from './queryable.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { camelRows } from './rows.ts'

type Client = pg.PoolClient & Pick<RolePool, 'isPooled'>

/** Lends a connection; one that broke is thrown away, one whose statement was refused goes back to the pool. */
export async function withClient<T>(pool: RolePool, work: (client: Client) => Promise<T>): Promise<T> {
  const client: Client = Object.assign(await lend(pool), { isPooled: pool.isPooled })
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

export async function run<Row>(client: Client, sql: string, params?: readonly unknown[]): Promise<Result<Row>> {
  const { rows, rowCount, fields } = await (params === undefined
    ? client.query(sql)
    : client.query({ name: client.isPooled ? undefined : nameOf(sql), text: sql, values: [...params] }))
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
export async function runAlone<Row>(
  client: Client,
  opening: string,
  sql: string,
  params: readonly unknown[] | undefined,
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
function inOneWrite<T>(client: Client, query: () => T): T {
  const stream = streamOf(client)
  stream.cork()
  try {
    return query()
  } finally {
    stream.uncork()
  }
}

/** The opening of a transaction, in one packet with the statement that is asked for at once. */
function withFirstStatement(client: Client, opening: string): Promise<unknown> {
  const stream = streamOf(client)
  stream.cork()
  process.nextTick(() => stream.uncork())
  return client.query(opening)
}

/** Of the connection; the package's types do not show it. */
const streamOf = (client: Client): Writable =>
  (client as unknown as { connection: { stream: Writable } }).connection.stream

/** The transaction failed for `cause` and could not be rolled back either. */
class LostTransaction extends Error {}

export function transaction<T>(
  pool: RolePool,
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

async function attempt<T>(client: Client, { opening, work, closing }: Steps<T>): Promise<T> {
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
async function commit(client: Client): Promise<void> {
  const { command } = await client.query('commit')
  if (command === 'COMMIT') return
  const message = 'current transaction is aborted: a statement in it failed, so nothing was committed'
  throw Object.assign(new Error(message), { code: '25P02' })
}

async function rollback(client: Client, cause: unknown): Promise<void> {
  try {
    await client.query('rollback')
  } catch {
    throw new LostTransaction('rollback failed', { cause })
  }
}
