import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
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

/**
 * Stores messages and answers with the ids of those that are new: the first of each wamid counts, repeats fall on the
 * unique key. What repeats a placeholder of the history brings its content.
 */
export async function storeMessages(tx: Queryable, messages: readonly ForeignMessage[]): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
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
  await fillPlaceholders(
    tx,
    messages.filter(({ id, type }) => !fresh.has(id) && type !== placeholder),
  )
  return fresh
}

/** Stores what is new of the items, each under an id of ours, and answers with those. */
export async function storeNewMessages<Item>(
  tx: Queryable,
  items: readonly Item[],
  toForeign: (item: Item & { id: string }) => ForeignMessage,
): Promise<(Item & { id: string })[]> {
  const rows = items.map((item) => ({ ...item, id: newId() }))
  const stored = await storeMessages(tx, rows.map(toForeign))
  return rows.filter(({ id }) => stored.has(id))
}

const placeholder = 'media_placeholder'

/** History tells first that there was a file, and sends it as a message of the same id later. */
async function fillPlaceholders(tx: Queryable, repeats: readonly ForeignMessage[]): Promise<void> {
  if (repeats.length === 0) return
  await tx.query(
    `update messages m set type = x.type, content = x.content
       from json_to_recordset($1::json) as x("accountId" uuid, wamid text, type text, content jsonb)
       join wamids w on w.wamid = x.wamid and w.account_id = x."accountId"
      where m.account_id = w.account_id and m.id = w.message_id and m.type = '${placeholder}'`,
    [JSON.stringify(repeats.map(({ accountId, wamid, type, content }) => ({ accountId, wamid, type, content })))],
  )
}
