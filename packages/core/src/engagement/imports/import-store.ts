import type { Queryable } from '#platform/database/database.ts'
import { lastId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { ContactImport, ImportProgress, ImportState } from './import.ts'
import type { RowFailure } from './import-errors.ts'
import type { ContactChange } from './run/import-changes.ts'

export type StoredImport = Omit<ContactImport, 'createdBy'> & { createdBy: Actor; accountId: string }

const columns = `account_id, id, state, filename, format, size_bytes::float8 as size_bytes, media_id, created_by, reading, analysis, mapping, check_progress,
  run_progress, undo_progress, error, created_at, started_at, finished_at, undo_until`

export async function insertImport(
  tx: Queryable,
  added: Pick<StoredImport, 'accountId' | 'id' | 'filename' | 'sizeBytes' | 'mediaId' | 'createdBy' | 'createdAt'>,
): Promise<void> {
  const { accountId, id, filename, sizeBytes, mediaId, createdBy, createdAt } = added
  await tx.run(
    `insert into contact_imports (account_id, id, state, filename, size_bytes, media_id, created_by, created_at)
     values ($1, $2, 'uploaded', $3, $4::bigint, $5, $6::jsonb, $7::timestamptz)`,
    [accountId, id, filename, sizeBytes, mediaId, JSON.stringify(createdBy), createdAt],
  )
}

export const selectImport = (
  db: Queryable,
  accountId: string,
  id: string,
  lock: 'for update' | '' = '',
): Promise<StoredImport | null> =>
  db.maybe<StoredImport>(`select ${columns} from contact_imports where account_id = $1 and id = $2::uuid ${lock}`, [
    accountId,
    id,
  ])

/** Newest first. */
export const selectImports = (
  db: Queryable,
  accountId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<StoredImport[]> =>
  db.many<StoredImport>(
    `select ${columns} from contact_imports where account_id = $1 and id < $2::uuid order by id desc limit $3`,
    [accountId, before ?? lastId, limit],
  )

const json = (value: object | null) => (value === null ? null : JSON.stringify(value))

/** Writes what a command or a worker has changed, while the import is in one of these states. False: it is in another. */
export async function updateImport(
  tx: Queryable,
  stored: Pick<StoredImport, 'accountId' | 'id'> & Partial<StoredImport>,
  from: readonly ImportState[],
): Promise<boolean> {
  const { accountId, id } = stored
  const writable = {
    state: stored.state,
    format: stored.format,
    media_id: stored.mediaId,
    error: stored.error,
    started_at: stored.startedAt,
    finished_at: stored.finishedAt,
    undo_until: stored.undoUntil,
    reading: stored.reading === undefined ? undefined : json(stored.reading),
    analysis: stored.analysis === undefined ? undefined : json(stored.analysis),
    mapping: stored.mapping === undefined ? undefined : json(stored.mapping),
    check_progress: stored.checkProgress === undefined ? undefined : json(stored.checkProgress),
    run_progress: stored.runProgress === undefined ? undefined : json(stored.runProgress),
    undo_progress: stored.undoProgress === undefined ? undefined : json(stored.undoProgress),
  }
  const params: unknown[] = [accountId, id, from]
  const assignments = Object.entries(writable).flatMap(([column, value]) => {
    if (value === undefined) return []
    const parameter = `$${params.push(value)}`
    return [`${column} = ${parameter}${castOf(column)}`]
  })
  const count = await tx.run(
    `update contact_imports set ${assignments.join(', ')} where account_id = $1 and id = $2::uuid and state = any ($3::text[])`,
    params,
  )
  return count > 0
}

function castOf(column: string): string {
  if (column.endsWith('_at') || column === 'undo_until') return '::timestamptz'
  if (column === 'media_id') return '::uuid'
  return column === 'reading' || column === 'analysis' || column === 'mapping' || column.endsWith('_progress')
    ? '::jsonb'
    : '::text'
}

export type Phase = 'check' | 'run'

export interface ImportBatch {
  accountId: string
  importId: string
  phase: Phase
  firstRow: number
  lastRow: number
  failures: readonly RowFailure[]
  changes: readonly ContactChange[]
  contactIds: readonly string[]
}

export async function insertBatch(tx: Queryable, batch: ImportBatch): Promise<void> {
  await tx.run(
    `insert into contact_import_batches (account_id, import_id, phase, first_row, last_row, failures, changes, contact_ids)
     values ($1, $2::uuid, $3, $4, $5, $6::jsonb, $7::jsonb, $8::uuid[])`,
    [
      batch.accountId,
      batch.importId,
      batch.phase,
      batch.firstRow,
      batch.lastRow,
      JSON.stringify(batch.failures.map(({ row, code, detail }) => [row, code, detail])),
      JSON.stringify(batch.changes),
      batch.contactIds,
    ],
  )
}

/** The batch that begins after this row; null: there is none. */
export const selectBatchAfter = (
  db: Queryable,
  { accountId, importId, phase, after }: { accountId: string; importId: string; phase: Phase; after: number },
): Promise<ImportBatch | null> =>
  db
    .maybe<ImportBatch & { failures: [number, RowFailure['code'], string][] }>(
      `${batchSql} and first_row > $4 order by first_row limit 1`,
      [accountId, importId, phase, after],
    )
    .then(toBatch)

/** The last batch of a run that begins before this row. */
export const selectBatchBefore = (
  db: Queryable,
  { accountId, importId, before }: { accountId: string; importId: string; before: number | null },
): Promise<ImportBatch | null> =>
  db
    .maybe<ImportBatch & { failures: [number, RowFailure['code'], string][] }>(
      `${batchSql} and first_row < coalesce($4::int, 2147483647) order by first_row desc limit 1`,
      [accountId, importId, 'run', before],
    )
    .then(toBatch)

const batchSql = `select account_id, import_id, phase, first_row, last_row, failures, changes, contact_ids from contact_import_batches
  where account_id = $1 and import_id = $2::uuid and phase = $3`

const toBatch = (
  row:
    | (Omit<ImportBatch, 'failures'> & { failures: readonly (readonly [number, RowFailure['code'], string])[] })
    | null,
): ImportBatch | null =>
  row && { ...row, failures: row.failures.map(([number, code, detail]) => ({ row: number, code, detail })) }

export const deleteBatches = (
  tx: Queryable,
  accountId: string,
  importId: string,
  phase: Phase | null,
): Promise<number> =>
  tx.run(
    'delete from contact_import_batches where account_id = $1 and import_id = $2::uuid and ($3::text is null or phase = $3)',
    [accountId, importId, phase],
  )

export const nothingDone = (counts: ImportProgress['counts']): ImportProgress => ({ row: 0, done: 0, counts })

/** What is kept of a contact in batches goes; returns the imports that met them. */
export async function removeFromBatches(tx: Queryable, accountId: string, contactId: string): Promise<string[]> {
  const rows = await tx.many<{ importId: string }>(
    `update contact_import_batches set contact_ids = array_remove(contact_ids, $2::uuid),
            changes = coalesce((select jsonb_agg(one) from jsonb_array_elements(changes) as one where one->>'id' <> $2::text), '[]')
      where account_id = $1 and $2::uuid = any (contact_ids) returning import_id`,
    [accountId, contactId],
  )
  return [...new Set(rows.map(({ importId }) => importId))]
}

/**
 * Until the transaction ends statements are planned for the tables as they are now. A plan that was made while they were nearly
 * empty, and is kept until they are analyzed, goes through all contacts of an account for each row of a batch.
 */
export async function planAnew(tx: Queryable): Promise<void> {
  await tx.query(`select set_config('plan_cache_mode', 'force_custom_plan', true)`)
}

/** So that what is asked of them next is planned for as many contacts as there are now. */
export const refreshStatistics = (db: Queryable): Promise<unknown> => db.run('select refresh_contact_statistics()')
