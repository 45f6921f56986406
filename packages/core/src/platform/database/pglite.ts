import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  beginAsAccounts,
  type Closing,
  checkChannel,
  type OpenedDatabase,
  type Queryable,
  type Result,
} from './database.ts'
import { DatabaseError } from './errors.ts'
import { createFirstError } from './first-error.ts'
import { migrate } from './migrate.ts'
import type { Answer, Reply, Request, WorkerData } from './pglite-worker.ts'
import { toQueryable } from './queryable.ts'
import { retryConflicts } from './retry-conflicts.ts'

export interface PgliteOptions {
  /** Where the cluster lives; null = in memory. The caller holds the lock of this directory. */
  directory: string | null
  migrationsDir: string
  onError: (error: Error) => void
}

/** A request without its id, for each kind by itself. */
type Body = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never

/** The embedded database: one connection in a thread of its own, shared by queueing. */
export async function openPglite({ directory, migrationsDir, onError }: PgliteOptions): Promise<OpenedDatabase> {
  const thread = startThread({ directory, engine: await compiledEngine() }, onError)
  try {
    await migrate(
      {
        query: async (sql, params = []) =>
          (await thread.ask({ kind: 'ownerQuery', sql, params: clean(params) })).rows as Record<string, unknown>[],
        script: async (sql) => void (await thread.ask({ kind: 'script', sql })),
      },
      migrationsDir,
    )
  } catch (error) {
    await thread.stop()
    throw error
  }
  return pgliteDatabase(thread)
}

/** What the libraries of TypeScript describe only with a browser's. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> }

let engine: Promise<object> | null = null

/**
 * PGlite's code, compiled once for a process: V8 goes on to optimize what runs often, for seconds of processor time, and does so
 * once where every database shares the module.
 */
function compiledEngine(): Promise<object> {
  engine ??= compileEngine()
  return engine
}

async function compileEngine(): Promise<object> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  return WebAssembly.compile(await readFile(join(entry, '../pglite.wasm')))
}

function pgliteDatabase(thread: Thread): OpenedDatabase {
  let lastTx = 0

  async function query<Row>(sql: string, params: readonly unknown[] = [], tx?: number): Promise<Result<Row>> {
    const answer = await thread.ask({ kind: 'query', tx, sql, params: clean(params) })
    return { rows: withBuffers(answer) as Row[], rowCount: answer.rowCount }
  }

  const transaction = <T>(
    opening: string,
    work: (tx: Queryable) => Promise<T>,
    closing: Closing = () => [],
  ): Promise<T> => retryConflicts(() => attempt(opening, work, closing))

  async function attempt<T>(opening: string, work: (tx: Queryable) => Promise<T>, closing: Closing): Promise<T> {
    const tx = ++lastTx
    let over = false
    const first = createFirstError()
    await thread.ask({ kind: 'begin', tx, opening })
    try {
      const result = await work(
        toQueryable(async (sql, params) => {
          if (over) throw new Error('The transaction is over')
          return first.watch(query(sql, params, tx))
        }),
      )
      over = true
      await Promise.all(closing(toQueryable((sql, params) => first.watch(query(sql, params, tx)))))
      await thread.ask({ kind: 'commit', tx })
      return result
    } catch (error) {
      over = true
      await thread.ask({ kind: 'rollback', tx }).catch(() => {}) // the first error is the one to report
      throw first.causeOf(error)
    }
  }

  return {
    kind: 'pglite',
    worker: { ...toQueryable(query), transaction: (work, closing) => transaction('begin', work, closing) },
    asAccounts: async (accountIds, work, closing) => transaction(beginAsAccounts(accountIds), work, closing),
    queryAsAccounts: async (accountIds, sql, params) =>
      transaction(beginAsAccounts(accountIds), (tx) => tx.query(sql, params)),
    listen: async (channel, onPayload) => thread.listen(checkChannel(channel), onPayload),
    notify: async (channel, payload) =>
      void (await query('select pg_notify($1, $2)', [checkChannel(channel), payload])),
    vacuum: () => vacuum(thread),
    connections: () => ({ active: 1, idle: 0, waiting: 0 }),
    close: () => thread.stop(),
  }
}

/**
 * The embedded database has no autovacuum, nor does it count what changes: a table is due when it has pages that were written to
 * since it was vacuumed. Small ones need neither. Others take their turn between two tables.
 */
const dueForVacuum = `select c.oid::regclass::text as name from pg_class c
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    and pg_relation_size(c.oid) >= 16 * 8192 and c.relallvisible < pg_relation_size(c.oid) / 8192 order by 1`

async function vacuum(thread: Thread): Promise<void> {
  const { rows } = await thread.ask({ kind: 'ownerQuery', sql: dueForVacuum, params: [] })
  for (const { name } of rows as { name: string }[])
    await thread.ask({ kind: 'script', sql: `vacuum (analyze) ${name}` })
}

interface Thread {
  ask(body: Body): Promise<Answer>
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  stop(): Promise<void>
}

function startThread(workerData: WorkerData, onError: (error: Error) => void): Thread {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData, execArgv: [] })
  const pending = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()
  const listeners = new Map<number, (payload: string) => void>()
  let lastId = 0
  let ended: Error | null = null
  let stopping: Promise<void> | null = null

  worker.on('message', (reply: Reply) => {
    if ('listener' in reply) return listeners.get(reply.listener)?.(reply.payload)
    const question = pending.get(reply.id)
    pending.delete(reply.id)
    if ('error' in reply) question?.reject(new DatabaseError(reply.error))
    else question?.resolve(reply.answer)
  })
  worker.on('error', (cause) => end(`The embedded database failed: ${cause instanceof Error ? cause.message : cause}`))
  worker.on('exit', () => end('The embedded database has ended'))

  function end(message: string): void {
    if (ended !== null) return
    ended = new DatabaseError({ code: '08006', message })
    if (stopping === null) onError(ended)
    for (const question of pending.values()) question.reject(ended)
    pending.clear()
  }

  function ask(body: Body, id = ++lastId): Promise<Answer> {
    if (ended !== null) return Promise.reject(ended)
    return new Promise((resolve, reject) => {
      worker.postMessage({ ...body, id }) // throws, and so rejects, for what cannot be cloned
      pending.set(id, { resolve, reject })
    })
  }

  async function listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    const listener = ++lastId
    listeners.set(listener, onPayload)
    await ask({ kind: 'listen', channel }, listener)
    return async () => {
      if (listeners.delete(listener) && ended === null) await ask({ kind: 'unlisten', listener })
    }
  }

  async function close(): Promise<void> {
    try {
      await ask({ kind: 'close' })
    } catch {
      // it never opened, or has gone already: nothing is left to close
    }
    await worker.terminate()
  }

  return { ask, listen, stop: () => (stopping ??= close()) }
}

function clean(params: readonly unknown[]): unknown[] {
  return params.map((param) => (param === undefined ? null : param))
}

function withBuffers({ rows, bytes }: Answer): unknown[] {
  if (bytes === undefined) return rows
  for (const row of rows as Record<string, unknown>[]) {
    for (const name of bytes) {
      const value = row[name]
      if (value instanceof Uint8Array) row[name] = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  }
  return rows
}
