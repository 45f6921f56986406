import type { Queryable } from '#platform/database/database.ts'
import type { Media } from './media.ts'

/** A file of an account as one number's messages may name it. */
export type FileForMeta = Pick<
  Media,
  'id' | 'accountId' | 'blobId' | 'mimeType' | 'filename' | 'sizeBytes' | 'voice'
> & {
  /** Null: never uploaded for this number. */
  metaId: string | null
  /** Null as `metaId`. */
  ageMs: number | null
}

/** Files with their ids at Meta; the keys of the answer are `<file id> <number id>`. */
export async function findFilesForMeta(
  worker: Queryable,
  uploads: readonly { id: string; accountId: string; numberId: string }[],
): Promise<Map<string, FileForMeta>> {
  const { rows } = await worker.query<FileForMeta & { numberId: string }>(
    `select m.id::text, m.account_id::text as "accountId", m.blob_id::text as "blobId", m.mime_type as "mimeType", m.filename,
            b.size_bytes::float8 as "sizeBytes", m.voice, x.number_id::text as "numberId", u.meta_id as "metaId",
            (extract(epoch from now() - u.uploaded_at) * 1000)::float8 as "ageMs"
       from json_to_recordset($1::json) as x(id uuid, account_id uuid, number_id uuid)
       join media m on m.account_id = x.account_id and m.id = x.id
       join media_blobs b on b.account_id = m.account_id and b.id = m.blob_id
       left join media_at_meta u on u.account_id = m.account_id and u.blob_id = m.blob_id and u.mime_type = m.mime_type
            and u.number_id = x.number_id`,
    [
      JSON.stringify(
        uploads.map(({ id, accountId, numberId }) => ({ id, account_id: accountId, number_id: numberId })),
      ),
    ],
  )
  return new Map(rows.map(({ numberId, ...file }) => [`${file.id} ${numberId}`, file]))
}

export async function rememberMetaId(
  worker: Queryable,
  { accountId, blobId, mimeType }: FileForMeta,
  numberId: string,
  metaId: string,
): Promise<void> {
  await worker.query(
    `insert into media_at_meta (account_id, blob_id, mime_type, number_id, meta_id, uploaded_at)
     select $1, $2, $3, $4, $5, $6::timestamptz where exists (select from media_blobs where account_id = $1::uuid and id = $2::uuid)
     on conflict (account_id, blob_id, mime_type, number_id) do update set meta_id = excluded.meta_id,
            uploaded_at = excluded.uploaded_at`,
    [accountId, blobId, mimeType, numberId, metaId, new Date().toISOString()],
  )
}

/** Meta no longer knows it; one that was renewed meanwhile stays. */
export async function forgetMetaId(
  worker: Queryable,
  { accountId, blobId, metaId }: FileForMeta,
  numberId: string,
): Promise<void> {
  await worker.query(
    'delete from media_at_meta where account_id = $1 and blob_id = $2 and number_id = $3 and meta_id = $4',
    [accountId, blobId, numberId, metaId],
  )
}
