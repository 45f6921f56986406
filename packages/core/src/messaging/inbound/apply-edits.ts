import { isObject } from '@dawk/cloud-api/json.ts'
import type { Queryable } from '#platform/database/database.ts'
import { noteOldChanges } from '../analytics/old-change-store.ts'
import { previewOf } from '../conversations/preview.ts'
import type { TimelineEntry } from '../messages/message.ts'

/** An edit or a deletion of an earlier message, as stored under an id of its own. */
export interface Edit {
  /** Of the edit's own row. */
  id: string
  accountId: string
  numberId: string
  /** `in`: by a person, of what they wrote; `out`: by the business in its phone app. */
  direction: 'in' | 'out'
  /** Of the person: who edits, or to whom the business wrote. Contacts may become one while an edit waits, identifiers stay. */
  phone: string | null
  userId: string | null
  /** In a group, where only who wrote a message may change it. */
  isInGroup: boolean
  originalWamid: string
  /** ISO 8601. */
  at: string
  /** Null: the message was deleted. */
  content: { readonly type: string; readonly [member: string]: unknown } | null
}

interface Original {
  id: string
  content: Record<string, unknown>
  timeline: TimelineEntry[]
  isOfAuthor: boolean
}

/**
 * Applies edits to the messages that they speak of. The original keeps its place and tells the change in its timeline,
 * with what it said before; the edit's own row goes, its wamid leads to the original. A deleted message is of the type
 * `deleted` and says nothing any more. One whose original is not here stays a message by itself, and so does one that
 * edits somebody else's message. An edit that comes after a later one, or after the deletion, is noted and changes
 * nothing. Returns our ids of the originals by the edits' ids, null for messages of others.
 */
export async function applyEdits(tx: Queryable, edits: readonly Edit[]): Promise<Map<string, string | null>> {
  if (edits.length === 0) return new Map()
  const originals = await lockOriginals(tx, edits)
  const applied = new Map<string, string | null>()
  for (const edit of edits) {
    const original = originals.get(edit.id)
    if (!original) continue
    applied.set(edit.id, original.isOfAuthor ? original.id : null)
    if (original.isOfAuthor) await applyOne(tx, edit, original)
  }
  return applied
}

/** By the edit's id. Edits of one message share it, so that each sees what the one before it did. */
async function lockOriginals(tx: Queryable, edits: readonly Edit[]): Promise<Map<string, Original>> {
  const { rows } = await tx.query<Original & { editId: string }>(
    `select x.id::text as "editId", m.id::text, m.content, m.timeline, coalesce(m.direction = x.direction and case
              when x."isInGroup" then x.direction = 'out' or x.phone = m.content->>'from' or x."userId" = m.content->>'from_user_id'
              else exists (select from contact_identifiers a join contact_identifiers o on o.account_id = a.account_id and o.contact_id = a.contact_id
                where a.account_id = m.account_id
                  and ((a.kind = 'phone' and a.value = x.phone) or (a.kind = 'user_id' and a.value = x."userId"))
                  and ((o.kind = 'phone' and o.value = m.peer) or (o.kind = 'user_id' and o.value = m.peer_user_id))) end, false) as "isOfAuthor"
       from json_to_recordset($1::json) as x(id uuid, "accountId" uuid, "numberId" uuid, "originalWamid" text,
              direction text, phone text, "userId" text, "isInGroup" boolean)
       join wamids w on w.wamid = x."originalWamid" and w.account_id = x."accountId"
       join messages m on m.account_id = w.account_id and m.id = w.message_id and m.number_id = x."numberId"
      order by m.id for update of m`,
    [JSON.stringify(edits.map(({ content: _, at: __, ...edit }) => edit))],
  )
  const shared = new Map<string, Original>()
  return new Map(
    rows.map(({ editId, ...row }) => {
      const original = shared.get(row.id) ?? row
      shared.set(row.id, original)
      return [editId, { ...original, isOfAuthor: row.isOfAuthor }]
    }),
  )
}

async function applyOne(tx: Queryable, { id, accountId, at, content }: Edit, original: Original): Promise<void> {
  const entry: TimelineEntry = { status: content ? 'edited' : 'deleted', at }
  if (isLatest(original, entry)) {
    const { type, ...change } = content ?? { type: deletedType }
    entry.previous = { type: original.content['type'], [`${original.content['type']}`]: partOf(original.content) }
    replaceContent(original.content, type, change[type])
  }
  original.timeline.push(entry)
  const type = `${original.content['type']}`
  await tx.query(
    `update messages set timeline = timeline || $3::jsonb, type = $4, content = $5::jsonb where id = $1 and account_id = $2`,
    [original.id, accountId, JSON.stringify([entry]), type, JSON.stringify(original.content)],
  )
  await tx.query(`update wamids set message_id = $3 where message_id = $1 and account_id = $2`, [
    id,
    accountId,
    original.id,
  ])
  await tx.query(`delete from messages where id = $1 and account_id = $2`, [id, accountId])
  await tx.query(
    `update conversations set last_type = $3, last_preview = $4 where account_id = $1 and last_message_id = $2`,
    [accountId, original.id, type, previewOf(type, original.content)],
  )
  await noteOldChanges(
    tx,
    [original.id, id].map((changed) => ({ accountId, id: changed })),
  )
}

/** A deletion is always; an edit only while nothing later is known. */
function isLatest({ content, timeline }: Original, { status, at }: TimelineEntry): boolean {
  if (content['type'] === deletedType) return false
  return status === 'deleted' || !timeline.some((one) => one.status === 'edited' && one.at > at)
}

/** Of a message that was taken back: it says nothing any more. */
export const deletedType = 'deleted'

/** The envelope stays, also what was answered; type and content are those of the edit. A file keeps what it does not speak of. */
function replaceContent(content: Record<string, unknown>, type: string, part: unknown): void {
  const before = partOf(content)
  const isSameFile = content['type'] === type && isObject(before) && isObject(part)
  delete content[`${content['type']}`]
  content['type'] = type
  if (part !== undefined) content[type] = isSameFile ? { ...before, ...part } : part
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
export async function applyOrParkEdits(tx: Queryable, edits: readonly Edit[]): Promise<Map<string, string | null>> {
  const originals = await applyEdits(tx, edits)
  const waiting = edits.filter(({ id }) => !originals.has(id))
  if (waiting.length > 0)
    await tx.query(
      `insert into parked_statuses (wamid, number_id, report)
       select wamid, number_id, report from json_to_recordset($1::json) as x(wamid text, number_id uuid, report jsonb)`,
      [JSON.stringify(waiting.map(toParked))],
    )
  return originals
}

const toParked = (edit: Edit) => ({
  wamid: edit.originalWamid,
  number_id: edit.numberId,
  report: { status: 'edit', edit } satisfies ParkedEdit,
})

/** Applies the edits that came before their messages, which are here now. Returns our ids of the messages that are deleted. */
export async function applyParkedEdits(
  tx: Queryable,
  messages: readonly { numberId: string; wamid: string }[],
): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const { rows } = await tx.query<{ report: ParkedEdit }>(
    `delete from parked_statuses p using json_to_recordset($1::json) as x("numberId" uuid, wamid text)
      where p.wamid = x.wamid and p.number_id = x."numberId" and p.report->>'status' = 'edit' returning p.report`,
    [JSON.stringify(messages)],
  )
  const edits = rows.map(({ report }) => report.edit).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const originals = await applyEdits(tx, edits)
  return new Set(edits.flatMap(({ id, content }) => (content === null ? (originals.get(id) ?? []) : [])))
}
