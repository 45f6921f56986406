import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { type ConversationEntry, type Effect, effectOf } from './conversation-entry.ts'
import { previewOf } from './preview.ts'

interface Row {
  id: string
  account_id: string
  number_id: string
  contact_id: string
  peers: string[]
  last_at: string
  last_said_at: string | null
  last_message_id: string | null
  last_direction: string | null
  last_type: string | null
  last_preview: string | null
  unread: number
  read_id: string | null
  last_inbound_id: string | null
  last_inbound_at: string | null
  referral_at: string | null
  last_outbound_at: string | null
  thread_owner: 'self' | 'other' | null
}

export const conversationKey = (numberId: string, contactId: string) => `${numberId} ${contactId}`

/**
 * Shows messages in their conversations, one statement for all of them and one update for each conversation. A message
 * must come here once; the order does not matter but for what is unread. Returns the ids by `conversationKey`.
 */
export async function showMessages(tx: Queryable, entries: readonly ConversationEntry[]): Promise<Map<string, string>> {
  if (entries.length === 0) return new Map()
  const { rows } = await tx.query<{ id: string; numberId: string; contactId: string }>(upsert, [
    JSON.stringify(toRows(entries)),
  ])
  return new Map(rows.map(({ id, numberId, contactId }) => [conversationKey(numberId, contactId), id]))
}

/** One row for each conversation, sorted as every writer sorts them, so that two batches never wait for each other in a ring. */
function toRows(entries: readonly ConversationEntry[]): Row[] {
  const rows = new Map<string, Row>()
  for (const entry of entries.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1))) {
    const key = conversationKey(entry.numberId, entry.contactId)
    const effect = effectOf(entry)
    const row = rows.get(key) ?? emptyRow(entry, effect)
    rows.set(key, row)
    if (!row.peers.includes(entry.peer)) row.peers.push(entry.peer)
    if (effect.isVisible) showLast(row, entry, effect)
    countUnread(row, entry, effect)
    noteWindow(row, entry, effect)
    row.thread_owner = effect.threadOwner ?? row.thread_owner
  }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function emptyRow({ accountId, numberId, contactId }: ConversationEntry, { activeAt }: Effect): Row {
  return {
    id: newId(),
    account_id: accountId,
    number_id: numberId,
    contact_id: contactId,
    peers: [],
    last_at: activeAt,
    last_said_at: null,
    last_message_id: null,
    last_direction: null,
    last_type: null,
    last_preview: null,
    unread: 0,
    read_id: null,
    last_inbound_id: null,
    last_inbound_at: null,
    referral_at: null,
    last_outbound_at: null,
    thread_owner: null,
  }
}

function showLast(
  row: Row,
  { at, messageId, type, content }: ConversationEntry,
  { activeAt, direction }: Effect,
): void {
  if (row.last_message_id !== null && activeAt < row.last_at) return
  row.last_at = activeAt
  row.last_said_at = at
  row.last_message_id = messageId
  row.last_direction = direction
  row.last_type = type
  row.last_preview = previewOf(type, content)
}

function countUnread(row: Row, { messageId }: ConversationEntry, { isUnread, marksRead }: Effect): void {
  if (isUnread) {
    row.unread += 1
    row.last_inbound_id = messageId
  }
  if (!marksRead) return
  row.unread = 0
  row.read_id = messageId
}

function noteWindow(row: Row, { at }: ConversationEntry, { direction, opensWindow, isReferral }: Effect): void {
  if (opensWindow && (row.last_inbound_at === null || row.last_inbound_at < at)) row.last_inbound_at = at
  if (isReferral && (row.referral_at === null || row.referral_at < at)) row.referral_at = at
  if (direction === 'out' && (row.last_outbound_at === null || row.last_outbound_at < at)) row.last_outbound_at = at
}

/** Whole hours after an instant, by an expression that is the same in every session: `timestamptz + interval` follows its time zone. */
const after = (at: string, hours: number) =>
  `((${at}) at time zone 'utc' + interval '${hours} hours') at time zone 'utc'`

/** The first answer within a day of the ad opens 72 hours free of charge. */
const freeEntry = (referral: string, answered: string) =>
  `case when ${answered} >= ${referral} and ${answered} < ${after(referral, 24)} then ${after(answered, 72)} end`

const columns = `id, account_id, number_id, contact_id, peers, last_at, last_said_at, last_message_id, last_direction, last_type, last_preview,
  unread, read_id, last_inbound_id, last_inbound_at, last_outbound_at, referral_at, thread_owner`

const takesOver = `excluded.last_message_id is not null and (c.last_message_id is null or excluded.last_at >= c.last_at)`
const ofLast = (column: string) => `${column} = case when ${takesOver} then excluded.${column} else c.${column} end`

const upsert = `insert into conversations as c (${columns}, free_entry_until)
  select ${columns}, ${freeEntry('referral_at', 'last_outbound_at')}
    from json_to_recordset($1::json) as x(id uuid, account_id uuid, number_id uuid, contact_id uuid, peers text[],
         last_at timestamptz, last_said_at timestamptz, last_message_id uuid, last_direction text, last_type text, last_preview text, unread int,
         read_id uuid, last_inbound_id uuid, last_inbound_at timestamptz, last_outbound_at timestamptz, referral_at timestamptz, thread_owner text)
   order by number_id, contact_id
  on conflict (account_id, contact_id, number_id) do update set
    peers = case when c.peers @> excluded.peers then c.peers
                 else (select array_agg(distinct peer) from unnest(c.peers || excluded.peers) as peer) end,
    ${['last_at', 'last_said_at', 'last_message_id', 'last_direction', 'last_type', 'last_preview'].map(ofLast).join(',\n    ')},
    unread = excluded.unread + case when excluded.read_id > c.last_inbound_id then 0 else c.unread end,
    read_id = greatest(c.read_id, excluded.read_id),
    last_inbound_id = greatest(c.last_inbound_id, excluded.last_inbound_id),
    last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at),
    last_outbound_at = greatest(c.last_outbound_at, excluded.last_outbound_at),
    referral_at = greatest(c.referral_at, excluded.referral_at),
    free_entry_until = case when c.free_entry_until > c.referral_at then c.free_entry_until
      else coalesce(${freeEntry('greatest(c.referral_at, excluded.referral_at)', 'excluded.last_outbound_at')}, c.free_entry_until) end,
    thread_owner = coalesce(excluded.thread_owner, c.thread_owner),
    status = case when excluded.unread > 0 then 'open' else c.status end,
    snoozed_until = case when excluded.unread > 0 then null else c.snoozed_until end,
    close_reason = case when excluded.unread > 0 then null else c.close_reason end
  returning c.id::text, c.number_id::text as "numberId", c.contact_id::text as "contactId"`
