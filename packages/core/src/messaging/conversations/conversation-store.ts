import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import { contactIdsOf } from '../identities/contact-search-store.ts'
import type { Recipient } from '../identities/recipient.ts'
import { spellingsOf } from '../identities/spellings.ts'
import { hasNoGap } from '../numbers/webhook-gaps.ts'
import type { Conversation, ConversationPage, ConversationStatus, LastMessage, Window } from './conversation.ts'
import { type Priority, priorityNames } from './conversation-priority.ts'
import { type Place, readPlace, writePlace } from './cursor.ts'

export interface ConversationFilter {
  /** Our ids; null: all of the account. */
  numberIds?: readonly string[] | null
  status?: ConversationStatus
  /** Null: those that nobody has. */
  assignee?: string | null
  unread?: boolean
  teamId?: string
  labelId?: string
  priority?: Priority
  /** Only what this member may see: their own, or that of their teams and of nobody too. */
  seenBy?: SeenBy | null
  contactId?: string
  /** Our ids; any order. */
  ids?: readonly string[]
  /** The beginning of a word of the name, a username, or the first or the last digits of the number. */
  search?: string
  /** Of the page before. */
  cursor?: string | null
  limit: number
}

/** `teamIds` null: nothing but their own. */
export interface SeenBy {
  memberId: string
  teamIds: readonly string[] | null
}

interface ConversationRow {
  id: string
  accountId: string
  numberId: string
  contactId: string
  name: string | null
  username: string | null
  phone: string | null
  userId: string | null
  groupId: string | null
  /** ISO 8601 in microseconds. */
  lastAt: string
  saidAt: string | null
  messageId: string | null
  direction: LastMessage['direction']
  type: string
  preview: string
  unread: number
  readUpTo: string | null
  lastInboundId: string | null
  lastInboundAt: string | null
  freeEntryUntil: string | null
  covered: boolean
  threadOwner: 'self' | 'other' | null
  status: ConversationStatus
  assignee: string | null
  snoozedUntil: string | null
  closeReason: string | null
  priority: number
  teamId: string | null
  labelIds: string[]
  createdAt: string
}

const windowMs = 24 * 3600_000

const columns = `c.id::text, c.account_id::text as "accountId", c.number_id::text as "numberId", c.contact_id::text as "contactId",
  p.name, p.username, p.phone, p.user_id as "userId",
  case when p.phone is null and p.user_id is null then (select min(g.value) from contact_identifiers g
    where g.account_id = c.account_id and g.contact_id = c.contact_id and g.kind = 'group') end as "groupId",
  to_char(c.last_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastAt", c.last_said_at as "saidAt",
  c.last_message_id::text as "messageId", c.last_direction as direction, c.last_type as type, c.last_preview as preview,
  c.unread, c.read_id::text as "readUpTo", c.last_inbound_id::text as "lastInboundId", c.last_inbound_at as "lastInboundAt", c.free_entry_until as "freeEntryUntil", ${hasNoGap('c')} as covered,
  c.thread_owner as "threadOwner", c.status, c.assignee, c.snoozed_until, c.close_reason, c.priority::int as priority, c.team_id,
  array(select l.label_id::text from conversation_labels l where l.account_id = c.account_id and l.conversation_id = c.id order by 1) as label_ids,
  c.created_at as "createdAt"`

/**
 * Conversations by their last activity, the latest first. Paging is by the place of the last one seen: none is shown
 * twice, and none that stays quiet meanwhile is left out. One that gets a message while a client pages moves to the top,
 * behind it: reading from the top again finds it, and ends where the first page had begun.
 * @throws GatewayError `invalid_request` for a cursor that no page has given
 */
export async function listConversations(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  filter: ConversationFilter,
): Promise<ConversationPage> {
  const place = filter.cursor ? readPlace(filter.cursor) : null
  return read({ accountId }, async (db) => {
    const contactIds = filter.search === undefined ? null : await contactIdsOf(db, accountId, filter.search)
    if (contactIds?.length === 0) return { conversations: [], nextCursor: null }
    const { where, params } = toWhere(accountId, filter, place, contactIds)
    const { rows } = await db.query<ConversationRow>(
      `select ${columns} from conversations c join contacts p on p.id = c.contact_id and p.account_id = c.account_id
        where ${where} order by c.last_at desc, c.id desc limit ${filter.limit + 1}`,
      params,
    )
    return toPage(rows, filter.limit)
  })
}

/** By our id; null: the account has no such conversation, or none that `seenBy` may see. */
export async function findConversation(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  id: string,
  seenBy: SeenBy | null = null,
): Promise<Conversation | null> {
  if (!isId(id)) return null
  const params: unknown[] = [id]
  const add = (value: unknown) => `$${params.push(value) + 1}`
  const where = ['c.id = $2', ...(seenBy ? [seenByCondition(seenBy, add)] : [])].join(' and ')
  return readOne(read, accountId, { where, params })
}

/** The most that a count says: more is "999+". */
const mostCounted = 1000

/** How many conversations each of some filters shows, up to 1,000. */
export const countConversations = (
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  filters: readonly Omit<ConversationFilter, 'limit' | 'cursor' | 'search'>[],
): Promise<number[]> =>
  read({ accountId }, async (db) => {
    const counts: number[] = []
    for (const filter of filters) {
      const { where, params } = toWhere(accountId, { ...filter, limit: 0 }, null, null)
      const { count } = await db.one<{ count: number }>(
        `select count(*)::int as count from (select from conversations c where ${where} limit ${mostCounted}) as shown`,
        params,
      )
      counts.push(count)
    }
    return counts
  })

/** Ids of the conversations that a filter finds, in the order of their ids, after the one given. */
export async function listConversationIds(
  db: Queryable,
  accountId: string,
  filter: Omit<ConversationFilter, 'limit' | 'cursor' | 'search'>,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const { where, params } = toWhere(accountId, { ...filter, limit }, null, null)
  const rows = await db.many<{ id: string }>(
    `select c.id from conversations c where ${where} and ($${params.length + 1}::uuid is null or c.id > $${params.length + 1}::uuid)
      order by c.id limit ${limit}`,
    [...params, after],
  )
  return rows.map(({ id }) => id)
}

/** The latest conversation with a person or a group, of these numbers or, null, of all; null: there is none. */
export async function findConversationWith(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  { phone, userId, groupId = null }: Recipient & { groupId?: string | null },
  numberIds: readonly string[] | null,
): Promise<Conversation | null> {
  const identifiers = [
    ...(phone === null ? [] : spellingsOf(phone).map((value) => ({ kind: 'phone', value }))),
    ...(userId === null ? [] : [{ kind: 'user_id', value: userId }]),
    ...(groupId === null ? [] : [{ kind: 'group', value: groupId }]),
  ]
  const where = `c.contact_id in (select i.contact_id from contact_identifiers i join json_to_recordset($2::json) as x(kind text, value text)
        on i.kind = x.kind and i.value = x.value where i.account_id = $1) and ($3::uuid[] is null or c.number_id = any ($3::uuid[]))`
  return readOne(read, accountId, { where, params: [JSON.stringify(identifiers), numberIds] })
}

async function readOne(
  read: CoreContext['read'],
  accountId: string,
  { where, params }: { where: string; params: readonly unknown[] },
): Promise<Conversation | null> {
  const rows = await read({ accountId }, (db) =>
    db.many<ConversationRow>(
      `select ${columns} from conversations c join contacts p on p.id = c.contact_id and p.account_id = c.account_id
        where c.account_id = $1 and ${where} order by c.last_at desc, c.id desc limit 1`,
      [accountId, ...params],
    ),
  )
  return rows[0] ? toConversation(rows[0]) : null
}

function toWhere(
  accountId: string,
  filter: ConversationFilter,
  place: Place | null,
  contactIds: readonly string[] | null,
): { where: string; params: unknown[] } {
  const { numberIds, contactId, ids, status, assignee, unread, teamId, labelId, priority, seenBy } = filter
  const params: unknown[] = [accountId]
  const conditions = ['c.account_id = $1']
  const add = (value: unknown) => `$${params.push(value)}`
  if (numberIds?.length === 1) conditions.push(`c.number_id = ${add(numberIds[0])}`)
  else if (numberIds) conditions.push(`c.number_id = any (${add(numberIds)}::uuid[])`)
  if (contactId !== undefined) conditions.push(`c.contact_id = ${add(contactId)}`)
  if (ids !== undefined) conditions.push(`c.id = any (${add(ids)}::uuid[])`)
  if (contactIds) conditions.push(`c.contact_id = any (${add(contactIds)}::uuid[])`)
  if (status !== undefined) conditions.push(`c.status = ${add(status)}`)
  if (assignee === null) conditions.push('c.assignee is null')
  else if (assignee !== undefined) conditions.push(`c.assignee = ${add(assignee)}`)
  if (unread !== undefined) conditions.push(unread ? 'c.unread > 0' : 'c.unread = 0')
  if (teamId !== undefined) conditions.push(`c.team_id = ${add(teamId)}::uuid`)
  if (priority !== undefined) conditions.push(`c.priority = ${add(priorityNames.indexOf(priority) - 1)}::smallint`)
  if (labelId !== undefined)
    conditions.push(
      `c.id in (select l.conversation_id from conversation_labels l where l.account_id = $1 and l.label_id = ${add(labelId)}::uuid)`,
    )
  if (seenBy) conditions.push(seenByCondition(seenBy, add))
  if (place) conditions.push(`(c.last_at, c.id) < (${add(place.at)}::timestamptz, ${add(place.id)}::uuid)`)
  return { where: conditions.join(' and '), params }
}

function seenByCondition({ memberId, teamIds }: SeenBy, add: (value: unknown) => string): string {
  const own = `c.assignee = ${add(memberId)}`
  if (teamIds === null) return own
  const ofTeams = `c.team_id = any (${add(teamIds)}::uuid[])`
  return `(${own} or ${ofTeams} or (c.assignee is null and c.team_id is null))`
}

function toPage(rows: readonly ConversationRow[], limit: number): ConversationPage {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > limit && last ? writePlace({ at: last.lastAt, id: last.id }) : null
  return { conversations: shown.map(toConversation), nextCursor }
}

function toConversation(row: ConversationRow): Conversation {
  const { id, accountId, numberId, contactId, name, username, phone, userId, groupId } = row
  const { unread, readUpTo, status, assignee } = row
  return {
    id,
    accountId,
    numberId,
    contact: { id: contactId, name, username, phone, userId, groupId },
    lastMessage: toLastMessage(row),
    unread,
    lastInboundId: row.lastInboundId,
    readUpTo,
    window: toWindow(row),
    threadOwner: row.threadOwner ?? 'self',
    status,
    snoozedUntil: row.snoozedUntil,
    closeReason: row.closeReason,
    priority: priorityNames[row.priority + 1] ?? 'normal',
    teamId: row.teamId,
    labelIds: row.labelIds,
    assignee,
    lastActivityAt: toMilliseconds(row.lastAt),
    createdAt: row.createdAt,
  }
}

function toLastMessage({ messageId, direction, type, preview, saidAt }: ConversationRow): LastMessage | null {
  if (messageId === null || saidAt === null) return null
  return { id: messageId, direction, type, preview, at: saidAt }
}

function toWindow({ lastInboundAt, freeEntryUntil, covered }: ConversationRow, now = Date.now()): Window {
  const until = lastInboundAt === null ? null : new Date(Date.parse(lastInboundAt) + windowMs)
  const free = freeEntryUntil !== null && Date.parse(freeEntryUntil) > now ? freeEntryUntil : null
  const closed = covered && free === null ? 'closed' : 'unknown'
  return {
    state: until && until.getTime() > now ? 'open' : closed,
    until: until?.toISOString() ?? null,
    freeEntryUntil: free,
  }
}

const toMilliseconds = (microseconds: string): string => `${microseconds.slice(0, 23)}Z`
