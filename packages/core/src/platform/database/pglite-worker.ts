// The thread that holds PGlite: its queries are CPU work and would stop the HTTP server. Started by `pglite.ts`.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Results } from '@electric-sql/pglite'
import type { DatabaseErrorFields } from './errors.ts'
import { camelCase, camelRows, parsers } from './rows.ts'

export type Request = { id: number } & (
  | { kind: 'query'; tx: number | undefined; sql: string; params: readonly unknown[] }
  /** `opening` is the statement that opens the transaction; it runs as `dawk_worker` unless it chooses another role. */
  | { kind: 'begin'; tx: number; opening: string }
  | { kind: 'commit' | 'rollback'; tx: number }
  /** As the owner of the schema, outside of any transaction the thread knows of. */
  | { kind: 'script'; sql: string }
  | { kind: 'ownerQuery'; sql: string; params: readonly unknown[] }
  | { kind: 'listen'; channel: string }
  | { kind: 'unlisten'; listener: number }
  | { kind: 'close' }
)

export interface WorkerData {
  directory: string | null
  /** PGlite's code, a compiled WebAssembly module. */
  engine: object
}

export interface Answer {
  rows: unknown[]
  rowCount: number
  /** Names of `bytea` columns: they arrive as Uint8Array and are handed on as Buffer, as `pg` does. */
  bytes: string[] | undefined
}

export type Reply =
  | { id: number; answer: Answer }
  | { id: number; error: DatabaseErrorFields }
  | { listener: number; payload: string }

/** A transaction that asks for nothing for so long has forgotten its end, and would hold everybody else for ever. */
const idleTransactionMs = 30_000
const byteaOid = 17
const nothing: Answer = { rows: [], rowCount: 0, bytes: undefined }

const port = parentPort
if (port === null) throw new Error('pglite-worker.ts runs only as a worker thread')
const { directory, engine } = workerData as WorkerData
const opening = PGlite.create({
  ...{ parsers, pgliteWasmModule: engine },
  ...(directory === null ? {} : { dataDir: directory }),
})
opening.catch(() => {}) // told to whoever asks first

const waiting: Request[] = []
const inTransaction: Request[] = []
const listeners = new Map<number, () => Promise<void>>()
let open: { tx: number; failed: boolean; usedAt: number } | null = null
let role: 'owner' | 'dawk_worker' = 'owner'
let busy = false

port.on('message', (request: Request) => {
  const tx = request.kind === 'begin' || !('tx' in request) ? undefined : request.tx
  if (tx === undefined) waiting.push(request)
  else if (tx === open?.tx) inTransaction.push(request)
  else if (request.kind === 'rollback') reply({ id: request.id, answer: nothing })
  else reply({ id: request.id, error: { code: '25P03', message: `The transaction was idle and has been rolled back` } })
  void work()
})

setInterval(() => {
  if (busy || open === null || Date.now() - open.usedAt < idleTransactionMs) return
  busy = true
  void opening
    .then((db) => db.exec('rollback'))
    .catch(() => {})
    .finally(() => {
      open = null
      busy = false
      void work()
    })
}, 1_000)

/** One request at a time; while a transaction is open only its own. */
async function work(): Promise<void> {
  if (busy) return
  busy = true
  for (;;) {
    const request = open === null ? waiting.shift() : inTransaction.shift()
    if (request === undefined) break
    try {
      reply({ id: request.id, answer: await answer(await opening, request) })
    } catch (error) {
      if (open !== null) open.failed = true
      reply({ id: request.id, error: errorFields(error) })
    }
    if (open !== null) open.usedAt = Date.now()
  }
  busy = false
}

async function answer(db: PGlite, request: Request): Promise<Answer> {
  switch (request.kind) {
    case 'query':
      if (open === null) await assume(db, 'dawk_worker')
      return toAnswer(await db.query(request.sql, [...request.params]))
    case 'begin':
      return begin(db, request.tx, request.opening)
    case 'commit':
      return commit(db)
    case 'rollback':
      await db.exec('rollback')
      open = null
      return nothing
    case 'script':
      await assume(db, 'owner')
      await db.exec(request.sql)
      return nothing
    case 'ownerQuery':
      await assume(db, 'owner')
      return toAnswer(await db.query(request.sql, [...request.params]))
    case 'listen':
      listeners.set(request.id, await db.listen(request.channel, (payload) => reply({ listener: request.id, payload })))
      return nothing
    case 'unlisten':
      await listeners.get(request.listener)?.()
      listeners.delete(request.listener)
      return nothing
    case 'close':
      await db.close()
      return nothing
  }
}

async function assume(db: PGlite, target: typeof role): Promise<void> {
  if (role === target) return
  await db.exec(target === 'owner' ? 'reset role' : `set role ${target}`)
  role = target
}

async function begin(db: PGlite, tx: number, statement: string): Promise<Answer> {
  await assume(db, 'dawk_worker')
  try {
    await db.exec(statement)
  } catch (error) {
    await db.exec('rollback')
    throw error
  }
  open = { tx, failed: false, usedAt: Date.now() }
  return nothing
}

/** PostgreSQL answers the commit of a failed transaction with a quiet rollback: it is asked first whether the transaction still works. */
async function commit(db: PGlite): Promise<Answer> {
  if (open?.failed) await db.exec('select 1')
  await db.exec('commit')
  open = null
  return nothing
}

function toAnswer(result: Results): Answer {
  let bytes: string[] | undefined
  for (const field of result.fields) {
    if (field.dataTypeID !== byteaOid) continue
    bytes ??= []
    bytes.push(camelCase(field.name))
  }
  const rows = camelRows(
    result.rows,
    result.fields.map(({ name }) => name),
  )
  return { rows, rowCount: rows.length || (result.affectedRows ?? 0), bytes }
}

function errorFields(error: unknown): DatabaseErrorFields {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, severity, detail, hint, schema, table, column, constraint } = error as Partial<DatabaseErrorFields>
  return { message: error.message, code, severity, detail, hint, schema, table, column, constraint }
}

function reply(message: Reply): void {
  port?.postMessage(message)
}
