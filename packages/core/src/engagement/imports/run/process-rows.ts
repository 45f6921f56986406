import { isUniqueViolation } from '#platform/database/errors.ts'
import type { LongJob } from '#platform/jobs/job.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { createIdentifierHash } from '../../consent/identifier-hash.ts'
import { selectAttributes } from '../../contacts/attributes/attribute-store.ts'
import { maxTags, tagKey } from '../../contacts/tags/tag.ts'
import { selectTags } from '../../contacts/tags/tag-store.ts'
import { type Definitions, parseWrite } from '../../contacts/write/parse-write.ts'
import { onceKeysOf } from '../../contacts/write/plan-writes.ts'
import { type ImportProgress, maxImportRows, noCounts } from '../import.ts'
import { asImporter, type ImportContext } from '../import-context.ts'
import { ImportFailure } from '../import-errors.ts'
import {
  insertBatch,
  nothingDone,
  type Phase,
  type StoredImport,
  selectBatchAfter,
  updateImport,
} from '../import-store.ts'
import { copyLocally } from '../read/local-copy.ts'
import { readRows } from '../read/rows.ts'
import type { SourceRow } from '../read/source-row.ts'
import { addCounts } from './failures.ts'
import { OptionRoom } from './option-room.ts'
import { createRowReader } from './read-row.ts'
import { SeenKeys } from './seen-keys.ts'
import { TagRoom } from './tag-room.ts'
import {
  ErasedMeanwhile,
  type ReadBatch,
  type RowWriting,
  readBatch,
  type WrittenRows,
  writeRows,
} from './write-rows.ts'

const batchRows = 1000
const progressEveryMs = 2000
const stateOf = { check: 'checking', run: 'running' } as const

/** The import was canceled meanwhile. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped'
}

/** Rolls a dry run back. */
class DryRun extends Error {
  override readonly name = 'DryRun'
  readonly written: WrittenRows
  constructor(written: WrittenRows) {
    super('A dry run writes nothing')
    this.written = written
  }
}

/**
 * Writes all rows of the file that are not done yet, or tries to. What a batch writes, what became of its rows, and how far
 * the import has come are one transaction, so a process that is killed leaves no row out and writes none twice. What one row
 * finds does not depend on earlier rows, so a dry run, which rolls each batch back, counts as the run does.
 * @throws ImportFailure when the file cannot be read; ImportStopped; JobLost
 */
export async function processRows(
  ctx: ImportContext,
  stored: StoredImport,
  { phase, job }: { phase: Phase; job: LongJob },
): Promise<ImportProgress> {
  const { accountId, analysis, mediaId, mapping } = stored
  if (!analysis || !mapping || mediaId === null) throw new ImportFailure('The file is no longer there.')
  const definitions = await readDefinitions(ctx, accountId)
  const seen = new SeenKeys()
  const tags = new TagRoom(await readTagKeys(ctx, accountId))
  const writing: RowWriting = {
    importId: stored.id,
    mapping,
    readRow: createRowReader(mapping, analysis.columns, definitions),
    seen,
    hash: createIdentifierHash(ctx.secrets),
    tags,
    options: new OptionRoom(mapping, definitions),
    expectsNew: true,
  }
  let progress = (phase === 'check' ? stored.checkProgress : stored.runProgress) ?? nothingDone(noCounts())
  const remember = createMemory(ctx, stored, { phase, writing, definitions, seen })
  const announce = createAnnouncer(stored, phase)
  const file = await copyLocally(ctx.files, accountId, mediaId)
  try {
    const undone = skipDone(inBatches(readRows(file, analysis)), { after: progress.row, remember, writing })
    for await (const batch of readAhead(undone)) {
      job.signal.throwIfAborted()
      const { rows } = batch
      if (progress.done + rows.length > maxImportRows)
        throw new ImportFailure(`The file has more than ${maxImportRows} rows.`)
      const from = progress
      const written = await safely(() => runBatch(ctx, stored, batch, { phase, job, writing, from, announce }))
      progress = advance(from, rows, written)
      writing.expectsNew = written.counts.created * 2 > rows.length
      for (const { key, row } of written.taken) seen.add(key, row)
    }
  } finally {
    await file.close()
  }
  return progress
}

const readDefinitions = async (ctx: ImportContext, accountId: string): Promise<Definitions> =>
  new Map((await ctx.read({ accountId }, (db) => selectAttributes(db, accountId))).map((one) => [one.key, one]))

const readTagKeys = async (ctx: ImportContext, accountId: string): Promise<string[]> =>
  (await ctx.read({ accountId }, (db) => selectTags(db, accountId, { after: null, limit: maxTags }))).map(({ name }) =>
    tagKey(name),
  )

const advance = (from: ImportProgress, rows: readonly SourceRow[], { counts }: WrittenRows): ImportProgress => ({
  row: rows.at(-1)?.number ?? from.row,
  done: from.done + rows.length,
  counts: addCounts(from.counts, counts),
})

async function* inBatches(pages: AsyncIterable<readonly SourceRow[]>): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = []
  for await (const page of pages)
    for (const row of page) {
      batch.push(row)
      if (batch.length < batchRows) continue
      yield batch
      batch = []
    }
  if (batch.length > 0) yield batch
}

interface Resuming {
  /** The last row that is done. */
  after: number
  remember(rows: readonly SourceRow[]): Promise<void>
  writing: RowWriting
}

async function* skipDone(
  batches: AsyncIterable<readonly SourceRow[]>,
  { after, remember, writing }: Resuming,
): AsyncGenerator<ReadBatch> {
  for await (const rows of batches) {
    await remember(rows.filter(({ number }) => number <= after))
    const todo = rows.filter(({ number }) => number > after)
    if (todo.length > 0) yield readBatch(todo, writing)
  }
}

/** The next batch is read while the database writes this one. */
async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = iterator.next()
      next.catch(() => undefined) // it is thrown when it is asked for
      yield value
    }
  } finally {
    await next.catch(() => undefined)
    await iterator.return?.()
  }
}

interface BatchRun {
  phase: Phase
  job: LongJob
  writing: RowWriting
  from: ImportProgress
  announce: Announce
}

async function runBatch(ctx: ImportContext, stored: StoredImport, batch: ReadBatch, run: BatchRun) {
  const { phase, writing } = run
  const { rows } = batch
  if (phase === 'run')
    return asImporter(ctx, stored, async (tx) => {
      const written = await writeRows(tx, batch, writing)
      await saveBatch(tx, stored, rows, { ...run, written })
      return written
    })
  const written = await asImporter(ctx, stored, async (tx): Promise<WrittenRows> => {
    throw new DryRun(await writeRows(tx, batch, writing))
  }).catch((error: unknown) => {
    if (error instanceof DryRun) return error.written
    throw error
  })
  const tried = { ...written, changes: [] }
  await asImporter(ctx, stored, (tx) => saveBatch(tx, stored, rows, { ...run, written: tried }))
  return written
}

/** @throws ImportStopped when the import is no longer under way, so that nothing of the batch stands */
async function saveBatch(
  tx: UnitOfWork,
  stored: StoredImport,
  rows: readonly SourceRow[],
  { phase, job, from, written, announce }: BatchRun & { written: WrittenRows },
): Promise<void> {
  const { accountId, id } = stored
  const progress = advance(from, rows, written)
  const { failures, changes, contactIds } = written
  const firstRow = rows[0]?.number ?? 0
  await insertBatch(tx, {
    accountId,
    importId: id,
    phase,
    firstRow,
    lastRow: progress.row,
    failures,
    changes,
    contactIds,
  })
  const changed = phase === 'check' ? { checkProgress: progress } : { runProgress: progress }
  if (!(await updateImport(tx, { accountId, id, ...changed }, [stateOf[phase]]))) throw new ImportStopped()
  await job.save(tx, { row: progress.row })
  announce(tx, progress)
}

type Announce = (tx: UnitOfWork, progress: ImportProgress) => void

/** Not every batch is an event: at most one in two seconds. */
function createAnnouncer({ id, analysis }: StoredImport, phase: Phase): Announce {
  let last = Date.now()
  return (tx, { done, counts }) => {
    if (Date.now() - last < progressEveryMs) return
    last = Date.now()
    tx.emit('contact.import.progressed', {
      importId: id,
      dryRun: phase === 'check',
      rows: analysis?.rows ?? 0,
      done,
      failed: counts.failed,
    })
  }
}

/**
 * Somebody gave a unique value away or was erased between the look and the write: the batch looks again. Rows of other imports are no such
 * case, because whoever adds a person holds the lock of the account's contacts.
 */
async function safely<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(isUniqueViolation(error) || error instanceof ErasedMeanwhile) || attempt === 5) throw error
    }
  }
}

interface Remembering {
  phase: Phase
  writing: RowWriting
  definitions: Definitions
  seen: SeenKeys
}

/** After a restart: learns again which keys the rows had that are done already. */
function createMemory(ctx: ImportContext, { accountId, id }: StoredImport, known: Remembering) {
  const { phase, writing, definitions, seen } = known
  let failed = new Set<number>()
  let met: string[] = []
  let last = 0
  async function nextBatch(): Promise<void> {
    const batch = await ctx.read({ accountId }, (db) =>
      selectBatchAfter(db, { accountId, importId: id, phase, after: last }),
    )
    failed = new Set(batch?.failures.map(({ row }) => row))
    met = [...(batch?.contactIds ?? [])]
    last = batch?.lastRow ?? Number.POSITIVE_INFINITY
  }
  return async (rows: readonly SourceRow[]): Promise<void> => {
    for (const row of rows) {
      if (row.number > last) await nextBatch()
      if (failed.has(row.number)) continue
      const read = writing.readRow(row)
      if ('problem' in read) continue
      writing.tags.take(read.write)
      writing.options.take(read.write)
      const contactId = met.shift()
      const keys = onceKeysOf(parseWrite(read.write, definitions), contactId === undefined ? [] : [contactId])
      for (const key of keys) seen.add(key, row.number)
    }
  }
}
