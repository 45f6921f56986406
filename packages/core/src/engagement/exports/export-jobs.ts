import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { CoreContext } from '#context.ts'
import type { AccountFiles } from '#messaging/media/account-files.ts'
import { deleteOwnFiles } from '#messaging/media/media-record-store.ts'
import { discardFile } from '#messaging/media/receive/receive-file.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { batchJobs, type Job, type JobHandler, jobKind, type LongJob, longJobs } from '#platform/jobs/job.ts'
import { trustedCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { findMatching, listContacts } from '../contacts/read/read-contacts.ts'
import { resolveFilter, toCondition } from '../segments/resolve-filter.ts'
import { exportHours } from './export.ts'
import { expireExport, type StoredExport, selectExport, updateExport } from './export-store.ts'
import { createExportWriter, mimeTypes } from './write/export-writer.ts'

/** Writes the file of an export. The key is the export. */
export const writeExport = jobKind('contact-export')
/** Takes the file away when its time is over. */
const forgetExport = jobKind('contact-export-expiry')

export interface ExportContext extends Pick<CoreContext, 'read' | 'transaction' | 'log'> {
  files: AccountFiles
}

const pageSize = 1000
const lastAttempt = 8
/** A process that dies keeps nobody waiting for longer. */
const leaseMs = 5000
const hourMs = 3600_000

export function createExportJobs(ctx: ExportContext): JobHandler<WorkerTransaction>[] {
  return [
    longJobs({ kind: writeExport, concurrency: 2, leaseMs, run: (job) => advance(ctx, job) }),
    batchJobs({
      kind: forgetExport,
      async run(tx: WorkerTransaction, jobs: readonly Job[]) {
        for (const { accountId, key } of jobs) {
          const mediaId = await expireExport(tx, accountId, key)
          if (mediaId !== null) await deleteOwnFiles(tx, accountId, [mediaId])
        }
        ctx.files.onRemoved()
      },
    }),
  ]
}

/** After a crash the file is begun anew: it is stored in the transaction that completes the export, or not at all. */
async function advance(ctx: ExportContext, job: LongJob): Promise<void> {
  const { accountId, key: id } = job
  const stored = await ctx.read({ accountId }, (db) => selectExport(db, accountId, id))
  if (stored === null || (stored.state !== 'queued' && stored.state !== 'running')) return
  try {
    await writeFile(ctx, stored, job)
  } catch (error) {
    if (error instanceof ExportStopped) return
    const isFinal = error instanceof GatewayError && ['invalid_request', 'media_refused'].includes(error.code)
    if (!isFinal && (job.attempts < lastAttempt || job.signal.aborted)) throw error
    ctx.log.warn({ err: error, accountId, exportId: id }, 'an export failed')
    await fail(
      ctx,
      stored,
      isFinal ? error.message : 'Something went wrong on our side, several times. Ask the operator.',
    )
  }
}

class ExportStopped extends Error {
  override readonly name = 'ExportStopped'
}

async function writeFile(ctx: ExportContext, stored: StoredExport, job: LongJob): Promise<void> {
  const { accountId, id, format, revision, createdBy } = stored
  const exporter = trustedCaller(accountId, createdBy)
  await mkdir(ctx.files.incomingPath, { recursive: true })
  const path = join(ctx.files.incomingPath, newId())
  const counted = { rows: 0 }
  try {
    await pipeline(
      createExportWriter(format, stored.columns, readPages(ctx, stored, job, counted)),
      createWriteStream(path),
    )
    const { createReadStream } = await import('node:fs')
    const file = await ctx.files.receive(createReadStream(path), Number.MAX_SAFE_INTEGER)
    const filename = `contacts-${stored.createdAt.slice(0, 10)}.${format}`
    await ctx.files.keep(file, { accountId, filename, mimeType: mimeTypes[format] }, (kept, { id: mediaId }) =>
      kept.transaction(exporter, async (tx) => {
        const now = Date.now()
        const expiresAt = new Date(now + exportHours * hourMs).toISOString()
        const done = {
          finishedAt: new Date(now).toISOString(),
          rowsWritten: counted.rows,
          expiresAt,
          mediaId,
          sizeBytes: file.sizeBytes,
        }
        if (!(await updateExport(tx, { accountId, id, state: 'completed', ...done }, ['running'], revision)))
          throw new ExportChanged()
        await job.complete(tx)
        tx.schedule(forgetExport, { key: id, dueAt: expiresAt, payload: {} })
        tx.emit('contact.export.completed', { exportId: id, format, rows: counted.rows, expiresAt })
        await tx.audit('contact_export.completed', id, {
          before: null,
          after: { state: 'completed', format, rows: counted.rows },
        })
      }),
    )
  } finally {
    await discardFile({ path })
  }
}

/** It was canceled, or a person was erased while it was written: the next attempt knows. */
class ExportChanged extends Error {
  override readonly name = 'ExportChanged'
}

/** Page by page, known latest first, without those who come in meanwhile. */
async function* readPages(ctx: ExportContext, stored: StoredExport, job: LongJob, counted: { rows: number }) {
  const { accountId, id, filter } = stored
  const reader = { accountId, numberIds: null }
  const resolved = filter === null ? null : await ctx.read(reader, (db) => resolveFilter(db, accountId, filter))
  const condition = resolved && toCondition(resolved)
  let before: string | null = newId()
  counted.rows = 0
  while (before !== null) {
    job.signal.throwIfAborted()
    const page: Awaited<ReturnType<typeof listContacts>> = condition
      ? await findMatching(ctx, reader, condition, { before, limit: pageSize })
      : await listContacts(ctx, reader, { before, limit: pageSize })
    counted.rows += page.length
    await ctx.transaction(trustedCaller(accountId, stored.createdBy), async (tx) => {
      const underWay = { accountId, id, state: 'running' as const, rowsWritten: counted.rows }
      if (!(await updateExport(tx, underWay, ['queued', 'running']))) throw new ExportStopped()
      await job.save(tx, { rows: counted.rows })
    })
    yield page
    before = page.length < pageSize ? null : (page.at(-1)?.id ?? null)
  }
}

async function fail(ctx: ExportContext, { accountId, id, createdBy }: StoredExport, error: string): Promise<void> {
  await ctx.transaction(trustedCaller(accountId, createdBy), async (tx) => {
    const failed = { state: 'failed' as const, error, finishedAt: new Date().toISOString() }
    if (!(await updateExport(tx, { accountId, id, ...failed }, ['queued', 'running']))) return
    tx.emit('contact.export.failed', { exportId: id, error })
    await tx.audit('contact_export.failed', id, { before: null, after: { state: 'failed', error } })
  })
}
