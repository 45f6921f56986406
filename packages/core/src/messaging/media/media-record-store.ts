import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { Media } from './media.ts'

export type NewMedia = Pick<
  Media,
  'accountId' | 'direction' | 'kind' | 'mimeType' | 'filename' | 'voice' | 'messageId' | 'metaId' | 'numberId'
>
export interface Content {
  sha256: string
  sizeBytes: number
}

const columns = `m.id::text, m.account_id::text as "accountId", m.blob_id::text as "blobId", m.direction, nullif(m.kind, '') as kind,
  m.mime_type as "mimeType", m.filename, b.size_bytes::float8 as "sizeBytes", b.sha256, m.voice,
  m.message_id::text as "messageId", m.meta_id as "metaId", m.number_id::text as "numberId", m.created_at as "createdAt"`

/** A blob of this content, if there is one; it stays until the transaction ends, and with a file on it for as long as that. */
export async function findContent(tx: Queryable, accountId: string, sha256: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `select id::text from media_blobs where account_id = $1 and sha256 = $2 and state = 'stored' for share`,
    [accountId, sha256],
  )
  return rows[0]?.id ?? null
}

/** Announces bytes that are about to be written, so that a crash leaves nothing unknown in the store. Returns their id. */
export async function announceBlob(db: Queryable, accountId: string, { sha256, sizeBytes }: Content): Promise<string> {
  const id = newId()
  await db.query(
    `insert into media_blobs (id, account_id, sha256, size_bytes, state) values ($1, $2, $3, $4, 'storing')`,
    [id, accountId, sha256, sizeBytes],
  )
  return id
}

/** False: it was given up meanwhile. @throws unique violation when another of the same content was stored first */
export async function confirmBlob(tx: Queryable, accountId: string, blobId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update media_blobs set state = 'stored', changed_at = now() where account_id = $1 and id = $2 and state = 'storing'`,
    [accountId, blobId],
  )
  return rowCount === 1
}

export async function abandonBlob(db: Queryable, accountId: string, blobId: string): Promise<void> {
  await db.query(
    `update media_blobs set state = 'deleting', changed_at = now() where account_id = $1 and id = $2 and state = 'storing'`,
    [accountId, blobId],
  )
}

/** Null: the message has its file already. */
export async function insertMedia(tx: Queryable, blobId: string, media: NewMedia): Promise<Media | null> {
  const { rows } = await tx.query<Media>(
    `with fresh as (
       insert into media (id, account_id, blob_id, direction, kind, mime_type, filename, voice, message_id, meta_id, number_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (account_id, message_id) where message_id is not null do nothing returning *)
     select ${columns} from fresh m join media_blobs b on b.account_id = m.account_id and b.id = m.blob_id`,
    [
      newId(),
      media.accountId,
      blobId,
      media.direction,
      media.kind ?? '',
      media.mimeType,
      media.filename,
      media.voice,
      media.messageId,
      media.metaId,
      media.numberId,
    ],
  )
  return rows[0] ?? null
}

const from = 'from media m join media_blobs b on b.account_id = m.account_id and b.id = m.blob_id'

export async function findMedia(db: Queryable, accountId: string, ids: readonly string[]): Promise<Media[]> {
  const { rows } = await db.query<Media>(
    `select ${columns} ${from} where m.account_id = $1 and m.direction <> 'own' and m.id in (select value::uuid from jsonb_array_elements_text($2::jsonb))`,
    [accountId, JSON.stringify(ids)],
  )
  return rows
}

/** For links, which name no account: their signature is what counts. */
export async function findLinkedMedia(worker: Queryable, id: string): Promise<Media | null> {
  const { rows } = await worker.query<Media>(`select ${columns} ${from} where m.id = $1`, [id])
  return rows[0] ?? null
}

/** Inbound media by Meta's id. */
export async function findMediaByMetaId(db: Queryable, accountId: string, metaId: string): Promise<Media | null> {
  const { rows } = await db.query<Media>(
    `select ${columns} ${from} where m.account_id = $1 and m.meta_id = $2 order by m.id limit 1`,
    [accountId, metaId],
  )
  return rows[0] ?? null
}

export interface MediaPage {
  accountId: string
  /** The last one shown; null: from the newest on. */
  before: string | null
  /** Only what this message brought; null: all. */
  messageId: string | null
  /** Only files of these numbers; null: all. */
  numberIds: readonly string[] | null
  limit: number
}

/** Newest first. */
export async function listMedia(db: Queryable, page: MediaPage): Promise<Media[]> {
  const { accountId, before, messageId, numberIds, limit } = page
  const { rows } = await db.query<Media>(
    `select ${columns} ${from} where m.account_id = $1 and m.direction <> 'own' and ($2::uuid is null or m.id < $2::uuid)
        and ($3::uuid is null or m.message_id = $3::uuid) and ($5::uuid[] is null or m.number_id = any ($5::uuid[]))
      order by m.id desc limit $4`,
    [accountId, before, messageId, limit, numberIds],
  )
  return rows
}

/** What the file was; null: there is none of this id. */
export async function deleteMedia(db: Queryable, accountId: string, id: string): Promise<DeletedMedia | null> {
  const { rows } = await db.query<DeletedMedia>(
    `delete from media where account_id = $1 and id = $2 and direction <> 'own' returning direction, kind, mime_type as "mimeType", filename`,
    [accountId, id],
  )
  return rows[0] ?? null
}

/** A file of the account itself: an import, an export. */
export const findOwnFile = (db: Queryable, accountId: string, id: string): Promise<Media | null> =>
  db.maybe<Media>(`select ${columns} ${from} where m.account_id = $1 and m.id = $2::uuid and m.direction = 'own'`, [
    accountId,
    id,
  ])

export const deleteOwnFiles = (tx: Queryable, accountId: string, ids: readonly string[]): Promise<number> =>
  tx.run(`delete from media where account_id = $1 and id = any ($2::uuid[]) and direction = 'own'`, [accountId, ids])

type DeletedMedia = Pick<Media, 'direction' | 'kind' | 'mimeType' | 'filename'>

interface StorageUsage {
  usedBytes: number
  /** Set by the operator for this account; null: as for every account. */
  ownBytes: number | null
}

/** Also bytes that are just being written. */
export async function selectStorageUsage(tx: Queryable, accountId: string): Promise<StorageUsage> {
  const { rows } = await tx.query<StorageUsage>(
    `select a.storage_bytes::float8 as "ownBytes", coalesce((
         select sum(b.size_bytes) from media_blobs b where b.account_id = $1 and b.state <> 'deleting'), 0)::float8 as "usedBytes"
       from accounts a where a.id = $1`,
    [accountId],
  )
  return rows[0] ?? { usedBytes: 0, ownBytes: null }
}
