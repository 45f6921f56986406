import { GatewayError } from '#platform/errors.ts'
import { batchJobs, type Job, type JobHandler, jobKind, type LongJob, longJobs } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { analyseImport } from '../analyse/analyse-import.ts'
import { forgetFile } from '../forget-person.ts'
import { type ImportState, undoDays } from '../import.ts'
import { asImporter, type ImportContext } from '../import-context.ts'
import { ImportFailure } from '../import-errors.ts'
import { deleteBatches, refreshStatistics, type StoredImport, selectImport, updateImport } from '../import-store.ts'
import { ImportStopped, processRows } from './process-rows.ts'
import { undoRows } from './undo-rows.ts'

/** Does what the state of an import asks for. The key is the import. */
export const advanceImport = jobKind('contact-import')
/** Takes away the file of an import and what would undo it, once its time is over. */
export const expireImport = jobKind('contact-import-expiry')

const dayMs = 86_400_000
const lastAttempt = 8
/** A process that dies keeps nobody waiting for longer. */
const leaseMs = 5000
/** From so many new contacts on, statistics are taken anew. */
const manyRows = 500

export function createImportJobs(ctx: ImportContext): JobHandler<WorkerTransaction>[] {
  return [
    longJobs({ kind: advanceImport, concurrency: 2, leaseMs, run: (job) => advance(ctx, job) }),
    batchJobs({
      kind: expireImport,
      batchSize: 10,
      async run(tx: WorkerTransaction, jobs: readonly Job[]) {
        for (const { accountId, key } of jobs) await expire(tx, accountId, key)
        ctx.files.onRemoved()
      },
    }),
  ]
}

const steps: Partial<Record<ImportState, (ctx: ImportContext, stored: StoredImport, job: LongJob) => Promise<void>>> = {
  uploaded: analyseImport,
  checking: check,
  running: run,
  undoing: undo,
}

async function advance(ctx: ImportContext, job: LongJob): Promise<void> {
  const { accountId, key } = job
  const stored = await ctx.read({ accountId }, (db) => selectImport(db, accountId, key))
  const step = stored && steps[stored.state]
  if (!stored || !step) return
  try {
    await step(ctx, stored, job)
  } catch (error) {
    if (error instanceof ImportStopped) return
    const reason = reasonOf(error, job)
    if (reason === null) throw error
    ctx.log.warn({ err: error, accountId, importId: key }, 'an import failed')
    await fail(ctx, stored, reason)
  }
}

/** Null: another attempt may succeed. */
function reasonOf(error: unknown, { attempts, signal }: LongJob): string | null {
  if (error instanceof ImportFailure) return error.message
  if (error instanceof GatewayError && error.code === 'not_found') return error.message
  return attempts >= lastAttempt && !signal.aborted
    ? 'Something went wrong on our side, several times. Ask the operator.'
    : null
}

async function fail(ctx: ImportContext, stored: StoredImport, error: string): Promise<void> {
  const { accountId, id, state } = stored
  await asImporter(ctx, stored, async (tx) => {
    const finishedAt = new Date().toISOString()
    const until = new Date(Date.now() + undoDays * dayMs).toISOString()
    const failed = { state: 'failed' as const, error, finishedAt, undoUntil: state === 'running' ? until : null }
    if (!(await updateImport(tx, { accountId, id, ...failed }, [state]))) return
    tx.schedule(expireImport, { key: id, dueAt: until, payload: {} })
    tx.emit('contact.import.failed', { importId: id, error })
    await tx.audit('contact_import.failed', id, { before: null, after: { state: 'failed', error } })
  })
}

async function check(ctx: ImportContext, stored: StoredImport, job: LongJob): Promise<void> {
  const { accountId, id } = stored
  const progress = await processRows(ctx, stored, { phase: 'check', job })
  await asImporter(ctx, stored, async (tx) => {
    if (!(await updateImport(tx, { accountId, id, state: 'ready', checkProgress: progress }, ['checking']))) return
    await job.complete(tx)
    tx.emit('contact.import.checked', { importId: id, ...countsOf(progress) })
  })
}

async function run(ctx: ImportContext, stored: StoredImport, job: LongJob): Promise<void> {
  const { accountId, id } = stored
  const progress = await processRows(ctx, stored, { phase: 'run', job })
  if (progress.counts.created >= manyRows)
    await refreshStatistics(ctx.worker).catch((error) => ctx.log.warn({ err: error }, 'statistics were not taken anew'))
  await asImporter(ctx, stored, async (tx) => {
    const now = Date.now()
    const state = progress.counts.failed > 0 ? ('completed_with_errors' as const) : ('completed' as const)
    const finishedAt = new Date(now).toISOString()
    const undoUntil = new Date(now + undoDays * dayMs).toISOString()
    const done = { state, runProgress: progress, finishedAt, undoUntil }
    if (!(await updateImport(tx, { accountId, id, ...done }, ['running']))) return
    await job.complete(tx)
    tx.schedule(expireImport, { key: id, dueAt: undoUntil, payload: {} })
    tx.emit('contact.import.completed', { importId: id, state, ...countsOf(progress) })
    await tx.audit('contact_import.completed', id, { before: null, after: { state, ...countsOf(progress) } })
  })
}

const countsOf = ({
  done,
  counts: { created, updated, unchanged, failed },
}: NonNullable<StoredImport['runProgress']>) => ({
  rows: done,
  created,
  updated,
  unchanged,
  failed,
})

async function undo(ctx: ImportContext, stored: StoredImport, job: LongJob): Promise<void> {
  const { accountId, id } = stored
  const { deleted, restored, kept } = await undoRows(ctx, stored, job)
  await asImporter(ctx, stored, async (tx) => {
    if (!(await updateImport(tx, { accountId, id, state: 'undone' }, ['undoing']))) return
    await job.complete(tx)
    tx.emit('contact.import.undone', { importId: id, deleted, restored, kept })
    await tx.audit('contact_import.undone', id, { before: null, after: { state: 'undone', deleted, restored, kept } })
  })
}

/** The numbers stay; the rows of people do not. */
async function expire(tx: WorkerTransaction, accountId: string, id: string): Promise<void> {
  const stored = await selectImport(tx, accountId, id, 'for update')
  if (stored === null) return
  if (stored.state === 'running' || stored.state === 'checking' || stored.state === 'undoing')
    return tx.schedule(expireImport, {
      accountId,
      key: id,
      dueAt: new Date(Date.now() + dayMs).toISOString(),
      payload: {},
    })
  await forgetFile(tx, stored)
  await deleteBatches(tx, accountId, id, null)
}
