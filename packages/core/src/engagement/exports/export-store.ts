import type { Queryable } from '#platform/database/database.ts'
import { lastId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { ContactExport, ExportState } from './export.ts'

export interface StoredExport extends Omit<ContactExport, 'createdBy'> {
  accountId: string
  createdBy: Actor
  /** Grows when a person is erased: a file that was begun before is begun anew. */
  revision: number
}

const columns = `account_id, id, state, format, filter, columns, created_by, rows_written, revision, media_id, size_bytes::float8 as size_bytes, error,
  created_at, finished_at, expires_at`

export async function insertExport(
  tx: Queryable,
  { accountId, id, format, filter, columns: names, createdBy, createdAt }: StoredExport,
): Promise<void> {
  await tx.run(
    `insert into contact_exports (account_id, id, state, format, filter, columns, created_by, created_at)
     values ($1, $2::uuid, 'queued', $3, $4::jsonb, $5::jsonb, $6::jsonb, $7::timestamptz)`,
    [
      accountId,
      id,
      format,
      filter === null ? null : JSON.stringify(filter),
      JSON.stringify(names),
      JSON.stringify(createdBy),
      createdAt,
    ],
  )
}

export const selectExport = (db: Queryable, accountId: string, id: string): Promise<StoredExport | null> =>
  db.maybe<StoredExport>(`select ${columns} from contact_exports where account_id = $1 and id = $2::uuid`, [
    accountId,
    id,
  ])

/** Newest first. */
export const selectExports = (
  db: Queryable,
  accountId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<StoredExport[]> =>
  db.many<StoredExport>(
    `select ${columns} from contact_exports where account_id = $1 and id < $2::uuid order by id desc limit $3`,
    [accountId, before ?? lastId, limit],
  )

/** While it is in one of these states. Absent members stay. False: it is in another. */
export async function updateExport(
  tx: Queryable,
  changed: Pick<StoredExport, 'accountId' | 'id' | 'state'> &
    Partial<Pick<StoredExport, 'rowsWritten' | 'error' | 'finishedAt' | 'expiresAt' | 'mediaId' | 'sizeBytes'>>,
  from: readonly ExportState[],
  revision: number | null = null,
): Promise<boolean> {
  const { accountId, id, state, rowsWritten, error, finishedAt, expiresAt, mediaId, sizeBytes } = changed
  const count = await tx.run(
    `update contact_exports set state = $3, rows_written = coalesce($4, rows_written), error = coalesce($5, error),
            finished_at = coalesce($6::timestamptz, finished_at), expires_at = coalesce($7::timestamptz, expires_at),
            media_id = coalesce($8::uuid, media_id), size_bytes = coalesce($9::bigint, size_bytes)
      where account_id = $1 and id = $2::uuid and state = any ($10::text[]) and ($11::int is null or revision = $11)`,
    [
      accountId,
      id,
      state,
      rowsWritten ?? null,
      error ?? null,
      finishedAt ?? null,
      expiresAt ?? null,
      mediaId ?? null,
      sizeBytes ?? null,
      from,
      revision,
    ],
  )
  return count > 0
}

/** The file is gone; its name, if it had one. */
export async function expireExport(tx: Queryable, accountId: string, id: string): Promise<string | null> {
  const row = await tx.maybe<{ mediaId: string | null }>(
    `with was as (select media_id from contact_exports where account_id = $1 and id = $2::uuid for update)
     update contact_exports e set media_id = null, state = case when e.state = 'completed' then 'expired' else e.state end
       from was where e.account_id = $1 and e.id = $2::uuid returning was.media_id`,
    [accountId, id],
  )
  return row?.mediaId ?? null
}

/**
 * A person is erased: files that may name them go, and those that are being written are begun anew. Returns the files.
 */
export async function forgetExportedFiles(tx: Queryable, accountId: string): Promise<string[]> {
  await tx.run(
    `update contact_exports set revision = revision + 1 where account_id = $1 and state in ('queued', 'running')`,
    [accountId],
  )
  const rows = await tx.many<{ mediaId: string }>(
    `with was as (select id, media_id from contact_exports where account_id = $1 and media_id is not null for update)
     update contact_exports e set media_id = null, state = 'expired' from was
      where e.account_id = $1 and e.id = was.id returning was.media_id`,
    [accountId],
  )
  return rows.map(({ mediaId }) => mediaId)
}
