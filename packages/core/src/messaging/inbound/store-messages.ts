import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { noteOldChanges } from '../analytics/old-change-store.ts'
import { previewOf } from '../conversations/preview.ts'
import type { MessageState, TimelineEntry } from '../messages/message.ts'

/** A message that did not come through accept: written by a person, on the business's phone, or long ago. */
export interface ForeignMessage {
  id: string
  accountId: string
  numberId: string
  wamid: string
  direction: 'in' | 'out'
  peer: string | null
  peerUserId: string | null
  type: string
  /** As it came. */
  content: object
  state: MessageState
  /** ISO 8601. */
  at: string
  timeline: readonly TimelineEntry[]
}

/** A placeholder of the history that got its content. */
export interface FilledMessage {
  /** Our id of the message that was there. */
  id: string
  wamid: string
}

export interface StoredMessages {
  /** The ids of those that are new. */
  fresh: Set<string>
  filled: FilledMessage[]
}

/**
 * Stores messages: the first of each wamid counts, repeats fall on the unique key. What repeats a placeholder of the
 * history brings its content.
 */
export async function storeMessages(tx: Queryable, messages: readonly ForeignMessage[]): Promise<StoredMessages> {
  if (messages.length === 0) return { fresh: new Set(), filled: [] }
  const { rows } = await tx.query<{ id: string }>(
    `with input as materialized (
       select distinct on ("accountId", wamid) * from json_to_recordset($1::json) as x(id uuid, "accountId" uuid, "numberId" uuid, wamid text,
         direction text, peer text, "peerUserId" text, type text, content jsonb, state message_state, at timestamptz, timeline jsonb)
        order by "accountId", wamid, id),
     named as (
       insert into wamids (account_id, wamid, message_id) select "accountId", wamid, id from input
       on conflict (account_id, wamid) do nothing returning message_id)
     insert into messages (id, account_id, number_id, direction, peer, peer_user_id, type, content, state, wamid, timeline, created_at,
            sent_at, delivered_at, read_at, failed_at)
     select id, "accountId", "numberId", direction, peer, "peerUserId", type, content, state, wamid, timeline, at,
            case when direction = 'out' and state <> 'failed' then at end, case when state in ('delivered', 'read') then at end,
            case when state = 'read' then at end, case when state = 'failed' then at end
       from input where id in (select message_id from named) returning id::text`,
    [JSON.stringify(messages)],
  )
  const fresh = new Set(rows.map((row) => row.id))
  const stored = messages.filter(({ id }) => fresh.has(id))
  await noteOldChanges(tx, stored) // those of the history
  const filled = await fillPlaceholders(
    tx,
    messages.filter(({ id, type }) => !fresh.has(id) && type !== placeholder),
  )
  return { fresh, filled }
}

/** Stores items that become messages, each under an id of ours: those that are new, and those that filled a placeholder. */
export async function storeNewMessages<Item>(
  tx: Queryable,
  items: readonly Item[],
  toForeign: (item: Item & { id: string }) => ForeignMessage,
): Promise<{ fresh: (Item & { id: string })[]; filled: (Item & { id: string })[] }> {
  const rows = items.map((item) => ({ ...item, id: newId() }))
  const messages = rows.map(toForeign)
  const { fresh, filled } = await storeMessages(tx, messages)
  const idOf = new Map(filled.map(({ id, wamid }) => [wamid, id]))
  return {
    fresh: rows.filter(({ id }) => fresh.has(id)),
    filled: rows.flatMap((row, index) => {
      const id = idOf.get(messages[index]?.wamid ?? '')
      return id === undefined ? [] : [{ ...row, id }]
    }),
  }
}

const placeholder = 'media_placeholder'

interface FilledRow extends FilledMessage {
  accountId: string
  type: string
  content: Record<string, unknown>
}

/** History tells first that there was a file, and sends it as a message of the same id later. */
async function fillPlaceholders(tx: Queryable, repeats: readonly ForeignMessage[]): Promise<FilledMessage[]> {
  if (repeats.length === 0) return []
  const { rows } = await tx.query<FilledRow>(
    `update messages m set type = x.type, content = x.content
       from (select distinct on ("accountId", wamid) * from json_to_recordset($1::json)
              as y("accountId" uuid, "numberId" uuid, wamid text, type text, content jsonb) order by "accountId", wamid) as x
       join wamids w on w.wamid = x.wamid and w.account_id = x."accountId"
      where m.account_id = w.account_id and m.id = w.message_id and m.number_id = x."numberId" and m.type = '${placeholder}'
      returning m.account_id, m.id, x.wamid, m.type, m.content`,
    [
      JSON.stringify(
        repeats.map(({ accountId, numberId, wamid, type, content }) => ({ accountId, numberId, wamid, type, content })),
      ),
    ],
  )
  await showFilled(tx, rows)
  await noteOldChanges(tx, rows)
  return rows.map(({ id, wamid }) => ({ id, wamid }))
}

/** The list of conversations may show the placeholder as what was said last. */
async function showFilled(tx: Queryable, rows: readonly FilledRow[]): Promise<void> {
  if (rows.length === 0) return
  const previews = rows.map(({ accountId, id, type, content }) => ({
    accountId,
    id,
    type,
    preview: previewOf(type, content),
  }))
  await tx.query(
    `update conversations c set last_type = x.type, last_preview = x.preview
       from json_to_recordset($1::json) as x("accountId" uuid, id uuid, type text, preview text)
      where c.account_id = x."accountId" and c.last_message_id = x.id`,
    [JSON.stringify(previews)],
  )
}
