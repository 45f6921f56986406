import type { CoreContext } from '#context.ts'
import { selectAttributes } from '#engagement/contacts/attributes/attribute-store.ts'
import { newId } from '#platform/ids.ts'
import { type JobHandler, jobKind, type LongJob, longJobs } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { type Connection, noSyncCounts, type SyncCounts, type SyncCursor, type SyncRun } from './connection.ts'
import {
  lockConnection,
  markGone,
  selectConnection,
  selectConnectionOfSource,
  selectRun,
  updateConnection,
  writeRun,
} from './connection-store.ts'
import { type ConnectorDeps, ConnectorFailure, type Hint, type RecordPage } from './connector.ts'
import { connectors } from './connectors.ts'
import { openSession } from './open-session.ts'
import { writeRecords } from './write-records.ts'

/** Reads what has changed at another system; the key is the connection. */
export const syncConnection = jobKind<{ full?: boolean }>('connection_sync')

export interface SyncDeps extends Pick<CoreContext, 'worker' | 'secrets' | 'log'>, ConnectorDeps {}

/** A sweep, since reports may be lost. */
const sweepMs = 15 * 60_000
/** What changed shortly before the last look is read again: clocks differ, and changes become visible late. */
const overlapMs = 10 * 60_000
const failureDelaysMs = [60_000, 5 * 60_000, 15 * 60_000, 3_600_000]
const noCursor: SyncCursor = { since: null, after: null, latest: null, runId: null }

/**
 * Reads a connection page by page. What a page says, how far the run has come and the counts are one transaction, so a process that is
 * killed leaves no record out and writes none twice: the next one goes on with the page after the last that was stored.
 */
export const createSyncJobs = (deps: SyncDeps): JobHandler<WorkerTransaction> =>
  longJobs({
    kind: syncConnection,
    concurrency: 4,
    leaseMs: 12_000, // a page is a few seconds: another process may take it over soon
    async run(job) {
      const connection = await selectConnection(deps.worker, job.accountId, job.key)
      if (connection === null || connection.state === 'paused' || connection.state === 'revoked') return
      try {
        await sync(deps, job, connection)
      } catch (error) {
        if (!(error instanceof ConnectorFailure)) throw error
        await deps.worker.transaction((tx) => fail(tx, job, error))
      }
    },
  })

type SyncJob = LongJob<{ full?: boolean }>

async function sync(deps: SyncDeps, job: SyncJob, connection: Connection): Promise<void> {
  const session = openSession(deps, connection, job.signal)
  const { pageSize } = connectors[connection.kind]
  let run = await begin(deps, job, connection)
  for (let done = false; !done; ) {
    job.signal.throwIfAborted()
    const { since, after } = run.cursor
    const page = await session.readPage({ since, after, limit: pageSize })
    done = page.next === null
    run = await deps.worker.transaction((tx) => storePage(tx, deps, { job, run, page }))
  }
}

interface Running {
  run: SyncRun
  cursor: SyncCursor
}

/** The run that a killed process began goes on. */
async function begin({ worker }: SyncDeps, job: SyncJob, connection: Connection): Promise<Running> {
  const { accountId } = job
  const before = connection.cursor ?? noCursor
  const going = before.runId === null ? null : await selectRun(worker, accountId, before.runId)
  if (going?.state === 'running') return { run: going, cursor: before }
  const isFull = job.payload.full === true || before.since === null
  const run: SyncRun = {
    ...{ id: newId(), connectionId: connection.id, kind: isFull ? 'full' : 'incremental', state: 'running' },
    ...{ counts: noSyncCounts, problem: null, startedAt: new Date().toISOString(), endedAt: null },
  }
  const cursor = { ...before, since: isFull ? null : before.since, after: null, runId: run.id }
  await worker.transaction(async (tx) => {
    const locked = await lockConnection(tx, accountId, connection.id)
    if (locked === null) return
    await writeRun(tx, accountId, run)
    await updateConnection(tx, accountId, { ...locked, cursor })
  })
  return { run, cursor }
}

async function storePage(
  tx: WorkerTransaction,
  { secrets }: SyncDeps,
  { job, run: { run, cursor }, page }: { job: SyncJob; run: Running; page: RecordPage },
): Promise<Running> {
  const { accountId } = job
  const unit = tx.as(systemCaller(accountId))
  const connection = await lockConnection(tx, accountId, job.key)
  if (connection === null) throw new Error('The connection was deleted meanwhile')
  const definitions = new Map((await selectAttributes(tx, accountId)).map((one) => [one.key, one]))
  const written = await writeRecords(unit, page.records, { connection, definitions, secrets, runId: run.id })
  const at = new Date().toISOString()
  const isLast = page.next === null
  const gone = isLast && run.kind === 'full' ? await markGone(tx, accountId, connection.id, { runId: run.id, at }) : 0
  const counts = addCounts(run.counts, { ...written, gone })
  const latest = page.records.reduce(
    (max, one) => (max === null || one.updatedAt > max ? one.updatedAt : max),
    cursor.latest,
  )
  const next: SyncRun = { ...run, counts, ...(isLast && { state: 'completed', endedAt: at }) }
  const reached: SyncCursor = isLast
    ? { since: sinceAfter(latest, cursor), after: null, latest, runId: null }
    : { ...cursor, after: page.next, latest }
  await writeRun(tx, accountId, next)
  const good = isLast ? { state: 'active' as const, problem: null, failures: 0, lastOkAt: at } : {}
  await updateConnection(tx, accountId, { ...connection, ...good, cursor: reached, updatedAt: at })
  if (!isLast) {
    await job.save(tx, {})
    return { run: next, cursor: reached }
  }
  if (connection.state === 'degraded')
    unit.emit('connection.connected', { connectionId: connection.id, kind: connection.kind, name: connection.name })
  unit.emit('connection.sync_completed', { connectionId: connection.id, runId: run.id, kind: run.kind, ...counts })
  // a run that was under way when everything was asked for is ended first
  const full = job.payload.full === true && run.kind !== 'full'
  tx.schedule(syncConnection, {
    accountId,
    key: job.key,
    dueAt: inMs(full ? 0 : sweepMs),
    payload: full ? { full } : {},
  })
  return { run: next, cursor: reached }
}

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString()

/** An empty shop is read from its beginning again. */
const sinceAfter = (latest: string | null, { since }: SyncCursor): string | null =>
  latest === null ? since : new Date(Date.parse(latest) - overlapMs).toISOString()

const addCounts = (one: SyncCounts, other: SyncCounts): SyncCounts => ({
  read: one.read + other.read,
  created: one.created + other.created,
  updated: one.updated + other.updated,
  unchanged: one.unchanged + other.unchanged,
  failed: one.failed + other.failed,
  gone: one.gone + other.gone,
})

/** Credentials that do not hold are never tried again by themselves; all else is, with growing pauses. */
async function fail(
  tx: WorkerTransaction,
  job: SyncJob,
  { kind, message, retryAfterMs }: ConnectorFailure,
): Promise<void> {
  const { accountId, key } = job
  const connection = await lockConnection(tx, accountId, key)
  if (connection === null) return
  const needsReauth = kind === 'auth'
  const state = needsReauth ? ('needs_reauth' as const) : ('degraded' as const)
  const failures = connection.failures + 1
  const at = new Date().toISOString()
  await updateConnection(tx, accountId, { ...connection, state, problem: message, failures, updatedAt: at })
  const runId = connection.cursor?.runId ?? null
  const run = runId === null ? null : await selectRun(tx, accountId, runId)
  // a run whose credentials ended goes on where it was, once they hold again
  if (run && !needsReauth) await writeRun(tx, accountId, { ...run, problem: message })
  if (connection.state !== state)
    tx.emit({
      accountId,
      type: needsReauth ? 'connection.needs_reauth' : 'connection.degraded',
      at,
      data: { connectionId: key, kind: connection.kind, name: connection.name, problem: message },
    })
  if (needsReauth) return
  const pauseMs = failureDelaysMs[Math.min(failures, failureDelaysMs.length) - 1] ?? 3_600_000
  tx.schedule(syncConnection, {
    accountId,
    key,
    dueAt: inMs(Math.max(pauseMs, retryAfterMs ?? 0)),
    payload: job.payload,
  })
}

/** Reports of a burst are one look. */
const gatherMs = 1000

/** What a report of a system means for its connection: it is a hint, and what is true is read there. */
export async function takeHint(
  tx: WorkerTransaction,
  { accountId, sourceId, hint }: { accountId: string; sourceId: string; hint: Hint },
): Promise<void> {
  if (hint !== 'sync' && hint !== 'revoked') return
  const ofSource = await selectConnectionOfSource(tx, accountId, sourceId)
  const connection = ofSource && (await lockConnection(tx, accountId, ofSource.id))
  if (!connection || connection.state === 'revoked') return
  if (hint === 'sync') {
    const dueAt = new Date(Date.now() + gatherMs).toISOString()
    tx.schedule(syncConnection, { accountId, key: connection.id, dueAt, payload: {} })
    return
  }
  const at = new Date().toISOString()
  const problem = 'The app was uninstalled there.'
  await updateConnection(tx, accountId, { ...connection, state: 'revoked', problem, updatedAt: at })
  const data = { connectionId: connection.id, kind: connection.kind, name: connection.name, problem }
  tx.emit({ accountId, type: 'connection.revoked', at, data })
}
