import { isMediaKind } from '@dawk/cloud-api/media-formats.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'

/** Media that a person sent, still to be fetched from Meta. */
export interface MediaDownload {
  messageId: string
  accountId: string
  numberId: string
  metaId: string
  kind: string
  mimeType: string | null
  filename: string | null
  /** Base64, as in the webhook. */
  sha256: string | null
  /** This one included. */
  attempts: number
  wamid: string | null
}

interface InboundMedia {
  messageId: string
  accountId: string
  numberId: string
  /** The message as Meta sent it. */
  message: { readonly type: string; readonly [member: string]: unknown }
}

/** Queues the download of what inbound messages carry, in the transaction that stores them. Repeats are absorbed. */
export async function queueDownloads(tx: Queryable, messages: readonly InboundMedia[]): Promise<void> {
  const rows = messages.flatMap(toDownload)
  if (rows.length === 0) return
  await tx.query(
    `insert into media_downloads (message_id, account_id, number_id, meta_id, kind, mime_type, filename, sha256)
     select message_id, account_id, number_id, meta_id, kind, mime_type, filename, sha256
       from json_to_recordset($1::json) as x(message_id uuid, account_id uuid, number_id uuid, meta_id text, kind text,
            mime_type text, filename text, sha256 text)
     on conflict (message_id) do nothing`,
    [JSON.stringify(rows)],
  )
}

function toDownload({ messageId, accountId, numberId, message }: InboundMedia) {
  const media = isMediaKind(message.type) ? message[message.type] : null
  if (typeof media !== 'object' || media === null) return []
  const { id, mime_type, filename, sha256 } = media as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || id === '') return []
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return [
    {
      message_id: messageId,
      account_id: accountId,
      number_id: numberId,
      meta_id: id,
      kind: message.type,
      mime_type: text(mime_type),
      filename: text(filename),
      sha256: text(sha256),
    },
  ]
}

/** Takes due downloads for so long; who dies at it leaves them to others. */
/** As a condition. */
export const anyDownloadDue = 'exists (select from media_downloads where run_at <= now() and given_up_at is null)'

export async function claimDownloads(worker: Queryable, limit: number, leaseMs: number): Promise<MediaDownload[]> {
  const { rows } = await worker.query<MediaDownload>(
    `update media_downloads d set attempts = attempts + 1, run_at = now() + $2 * interval '1 ms'
      where message_id in (select message_id from media_downloads where run_at <= now() and given_up_at is null
                            order by run_at limit $1 for update skip locked)
     returning d.message_id::text as "messageId", d.account_id::text as "accountId", d.number_id::text as "numberId",
       d.meta_id as "metaId", d.kind, d.mime_type as "mimeType", d.filename, d.sha256, d.attempts,
       (select m.wamid from messages m where m.account_id = d.account_id and m.id = d.message_id) as wamid`,
    [limit, leaseMs],
  )
  return rows
}

export async function extendDownload(worker: Queryable, messageId: string, leaseMs: number): Promise<void> {
  await worker.query(
    `update media_downloads set run_at = now() + $2 * interval '1 ms' where message_id = $1 and given_up_at is null`,
    [messageId, leaseMs],
  )
}

/** Within the transaction that keeps the file, which fails when the message was erased meanwhile. */
export async function endDownload(tx: Queryable, { accountId, messageId }: MediaDownload): Promise<void> {
  const { rowCount } = await tx.query('delete from media_downloads where account_id = $1 and message_id = $2', [
    accountId,
    messageId,
  ])
  if (rowCount === 0) throw new GatewayError('not_found', 'The message of this file was erased meanwhile.')
}

export async function postponeDownload(
  worker: Queryable,
  { messageId }: MediaDownload,
  afterMs: number,
  error: string,
): Promise<void> {
  await worker.query(
    `update media_downloads set run_at = now() + $2 * interval '1 ms', error = $3 where message_id = $1`,
    [messageId, afterMs, error.slice(0, 1000)],
  )
}

/** False: it was given up or done already. */
export async function giveUpDownload(tx: Queryable, { messageId }: MediaDownload, error: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update media_downloads set given_up_at = now(), error = $2 where message_id = $1 and given_up_at is null`,
    [messageId, error.slice(0, 1000)],
  )
  return rowCount > 0
}

/** The number through which Meta gives out an inbound file that is not here yet. */
export async function findDownloadNumber(db: Queryable, accountId: string, metaId: string): Promise<string | null> {
  const { rows } = await db.query<{ numberId: string }>(
    'select number_id::text as "numberId" from media_downloads where account_id = $1 and meta_id = $2 limit 1',
    [accountId, metaId],
  )
  return rows[0]?.numberId ?? null
}
