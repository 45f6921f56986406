import { isObject } from '@dawk/cloud-api/json.ts'
import type { Queryable } from '#platform/database/database.ts'
import { previewOf } from '../conversations/preview.ts'
import type { TimelineEntry } from '../messages/message.ts'

/** An edit or a deletion of an earlier message, as stored under an id of its own. */
export interface Edit {
  /** Of the edit's own row. */
  id: string
  accountId: string
  numberId: string
  originalWamid: string
  /** ISO 8601. */
  at: string
  /** Null: the message was deleted. */
  content: { readonly type: string; readonly [member: string]: unknown } | null
}

interface Original {
  id: string
  wamid: string
  content: Record<string, unknown>
}

/**
 * Applies edits to the messages that they speak of. The original keeps its place and tells the change in its timeline,
 * with what it said before; the edit's own row goes, its wamid leads to the original. One whose original is not here
 * stays a message by itself. Returns our ids of the originals, by the edits' ids.
 */
export async function applyEdits(tx: Queryable, edits: readonly Edit[]): Promise<Map<string, string>> {
  if (edits.length === 0) return new Map()
  const originals = await lockOriginals(tx, edits)
  const applied = new Map<string, string>()
  for (const edit of edits) {
    const original = originals.get(originalKey(edit.accountId, edit.originalWamid))
    if (!original) continue
    await applyOne(tx, edit, original)
    if (edit.content) original.content = withContent(original.content, edit.content)
    applied.set(edit.id, original.id)
  }
  return applied
}

const originalKey = (accountId: string, wamid: string) => `${accountId} ${wamid}`

async function lockOriginals(tx: Queryable, edits: readonly Edit[]): Promise<Map<string, Original>> {
  const { rows } = await tx.query<Original & { accountId: string }>(
    `select m.id::text, m.account_id::text as "accountId", w.wamid, m.content
       from json_to_recordset($1::json) as x("accountId" uuid, "numberId" uuid, "originalWamid" text)
       join wamids w on w.wamid = x."originalWamid" and w.account_id = x."accountId"
       join messages m on m.account_id = w.account_id and m.id = w.message_id and m.number_id = x."numberId" order by m.id for update of m`,
    [JSON.stringify(edits.map(({ accountId, numberId, originalWamid }) => ({ accountId, numberId, originalWamid })))],
  )
  return new Map(rows.map((row) => [originalKey(row.accountId, row.wamid), row]))
}

async function applyOne(tx: Queryable, { id, accountId, at, content }: Edit, original: Original): Promise<void> {
  const before = { type: original.content['type'], [`${original.content['type']}`]: partOf(original.content) }
  const entry: TimelineEntry = content ? { status: 'edited', at, previous: before } : { status: 'deleted', at }
  const after = content ? withContent(original.content, content) : null
  await tx.query(
    `update messages set timeline = timeline || $3::jsonb, type = coalesce($4, type), content = coalesce($5::jsonb, content)
      where id = $1 and account_id = $2`,
    [original.id, accountId, JSON.stringify([entry]), content?.type ?? null, after && JSON.stringify(after)],
  )
  await tx.query(`update wamids set message_id = $3 where message_id = $1 and account_id = $2`, [
    id,
    accountId,
    original.id,
  ])
  await tx.query(`delete from messages where id = $1 and account_id = $2`, [id, accountId])
  await tx.query(
    `update conversations set last_type = coalesce($3, 'deleted'), last_preview = $4 where account_id = $1 and last_message_id = $2`,
    [accountId, original.id, content?.type ?? null, content ? previewOf(content.type, content) : ''],
  )
}

/** The envelope stays; type and content are those of the edit. A file keeps what the edit does not speak of. */
function withContent(original: Record<string, unknown>, content: NonNullable<Edit['content']>) {
  const { [`${original['type']}`]: before, ...envelope } = original
  const after = content[content.type]
  const isSameFile = content.type === original['type'] && isObject(before) && isObject(after)
  return { ...envelope, ...content, ...(isSameFile && { [content.type]: { ...before, ...after } }) }
}

const partOf = (content: Record<string, unknown>): unknown => content[`${content['type']}`]

export interface ParkedEdit {
  status: 'edit'
  edit: Edit
}

/**
 * Applies the edits whose originals are here, as `applyEdits`. Webhooks come in any order: one that came first waits for
 * its original, among the statuses that do.
 */
export async function applyOrParkEdits(tx: Queryable, edits: readonly Edit[]): Promise<Map<string, string>> {
  const originals = await applyEdits(tx, edits)
  await parkEdits(
    tx,
    edits.filter(({ id }) => !originals.has(id)),
  )
  return originals
}

async function parkEdits(tx: Queryable, edits: readonly Edit[]): Promise<void> {
  if (edits.length === 0) return
  await tx.query(
    `insert into parked_statuses (wamid, number_id, report)
     select wamid, number_id, report from json_to_recordset($1::json) as x(wamid text, number_id uuid, report jsonb)`,
    [JSON.stringify(edits.map(toParked))],
  )
}

const toParked = (edit: Edit) => ({
  wamid: edit.originalWamid,
  number_id: edit.numberId,
  report: { status: 'edit', edit } satisfies ParkedEdit,
})
