import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId, lastId } from '#platform/ids.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import type { Message, MessageState, TimelineEntry, VisibleState } from './message.ts'
import { orderTimeline } from './order-timeline.ts'
import { peerKey } from './peer-key.ts'

type Instants = 'scheduledAt' | 'sentAt' | 'deliveredAt' | 'readAt' | 'failedAt' | 'createdAt'
export type MessageRow = Omit<Message, Instants | 'state'> &
  Record<Instants, string | null> & { state: MessageState; started: boolean }

/** A message whose attempt has left shows as `processing`; that is the lane's to know, not the row's. */
export const messageColumns = `m.id::text, m.account_id::text as "accountId", m.number_id::text as "numberId", m.direction, m.peer,
  m.peer_user_id as "peerUserId", m.type, m.content, m.state, m.dry_run as "dryRun", m.batch_id::text as "batchId", m.wamid,
  m.metadata, m.pricing, m.error, m.timeline, m.scheduled_at as "scheduledAt", m.sent_at as "sentAt", m.delivered_at as "deliveredAt",
  m.read_at as "readAt", m.failed_at as "failedAt", m.created_at as "createdAt",
  m.state in ('queued', 'retrying') and exists (
    select from lane_items i
     where i.ref = m.id and i.event_id is null and i.account_id = m.account_id and i.started_at is not null) as started`

/** By our id or by wamid; null when the account has no such message. */
export async function findMessage(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  id: string,
): Promise<Message | null> {
  return read({ accountId }, async (db) => {
    const messageId = await findMessageId(db, accountId, id)
    if (messageId === null) return null
    const { rows } = await db.query<MessageRow>(
      `select ${messageColumns} from messages m where m.id = $1 and m.account_id = $2`,
      [messageId, accountId],
    )
    return rows[0] ? toMessage(rows[0]) : null
  })
}

/** Those of the messages that Meta has taken or refused, or that were canceled; by our id. */
export async function findSettled(
  { db }: Pick<CoreContext, 'db'>,
  keys: readonly { accountId: string; messageId: string }[],
): Promise<Map<string, Message>> {
  const accountIds = [...new Set(keys.map(({ accountId }) => accountId))]
  const { rows } = await db.asAccounts(accountIds, (tx) =>
    tx.query<MessageRow>(
      `select ${messageColumns} from messages m
         join json_to_recordset($1::json) as x("messageId" uuid, "accountId" uuid)
           on m.account_id = x."accountId" and m.id = x."messageId"
        where m.id = any ($2::uuid[]) and (m.wamid is not null or m.state not in ('scheduled', 'queued', 'retrying'))`,
      [
        JSON.stringify(keys.map(({ accountId, messageId }) => ({ accountId, messageId }))),
        keys.map(({ messageId }) => messageId),
      ],
    ),
  )
  return new Map(rows.map((row) => [row.id, toMessage(row)]))
}

async function findByWamid(tx: Queryable, accountId: string, wamid: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `select message_id::text as id from wamids where wamid = $1 and account_id = $2`,
    [wamid, accountId],
  )
  return rows[0]?.id ?? null
}

/** Of the form that Meta's ids have: nothing else is looked up, nor could all of it be asked of the database. */
const wamidPattern = /^wamid\.[\w+/=-]{1,500}$/

/** The id of what is named by our id or by wamid; what is named by our id need not be there. */
export async function findMessageId(tx: Queryable, accountId: string, id: string): Promise<string | null> {
  if (isId(id)) return id
  return wamidPattern.test(id) ? findByWamid(tx, accountId, id) : null
}

export interface MessageFilter {
  state?: VisibleState
  batchId?: string
  /** Those that the reader may see; null: all. */
  numberIds: readonly string[] | null
  limit: number
  offset: number
}

/** Outbound messages, newest first, with how many there are in all. */
export async function listMessages(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  filter: MessageFilter,
): Promise<{ messages: Message[]; total: number }> {
  const { where, params } = toWhere(accountId, filter)
  return read({ accountId }, async (db) => {
    const { rows } = await db.query<MessageRow>(
      `select ${messageColumns} from messages m where ${where} order by m.id desc limit ${filter.limit} offset ${filter.offset}`,
      params,
    )
    const { rows: counted } = await db.query<{ total: number }>(
      `select count(*)::int as total from messages m where ${where}`,
      params,
    )
    return { messages: rows.map(toMessage), total: counted[0]?.total ?? 0 }
  })
}

/** The messages of a batch in the order in which they were asked for: ids are made in that order. */
export async function listBatch(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  batchId: string,
): Promise<{ id: string }[]> {
  const rows = await read({ accountId }, (db) =>
    db.many<{ id: string }>(
      `select id::text from messages where account_id = $1 and batch_id = $2 and direction = 'out' order by id`,
      [accountId, batchId],
    ),
  )
  return rows
}

/**
 * Messages of both directions between a number and the keys under which a person's are stored, newest first. Bounds and
 * order name the columns of the index `messages_peer`, so that no other serves them while the planner knows nothing of the
 * table yet; the lower bound is no pair, which would not end the scan. The limit is no parameter: a plan for any limit
 * looks dear.
 */
export async function listMessagesBetween(
  tx: Queryable,
  { accountId, numberId, peers }: { accountId: string; numberId: string; peers: readonly string[] },
  { before, limit }: { before: string | null; limit: number },
): Promise<Message[]> {
  const key = peerKey('p')
  const { rows } = await tx.query<MessageRow>(
    `select ${messageColumns} from (
       select found.* from unnest($3::text[]) as wanted(key) cross join lateral (
         select p.* from messages p
          where p.account_id = $1 and p.number_id = $2::uuid and (${key}, p.id) < (wanted.key, $4::uuid) and ${key} >= wanted.key
            and not p.dry_run
          order by ${key} desc, p.id desc limit ${limit}) as found) as m
      order by m.id desc limit ${limit}`,
    [accountId, numberId, peers, before ?? lastId],
  )
  return rows.map(toMessage)
}

/** How many of the account's messages WhatsApp has taken. */
export async function countSent({ read }: Pick<CoreContext, 'read'>, { accountId }: Reader): Promise<number> {
  return read({ accountId }, async (db) => {
    const { rows } = await db.query<{ total: number }>(
      `select count(*)::int as total from messages where account_id = $1 and direction = 'out' and sent_at is not null`,
      [accountId],
    )
    return rows[0]?.total ?? 0
  })
}

/** How many of the account's messages are in each state, or of those of some numbers; dry runs, which nobody receives, are left out. */
export async function countByState(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  numberIds: readonly string[] | null,
): Promise<{ state: MessageState; total: number }[]> {
  return read({ accountId }, async (db) => {
    const { rows } = await db.query<{ state: MessageState; total: number }>(
      `select state, count(*)::int as total from messages
        where account_id = $1 and direction = 'out' and not dry_run and ($2::uuid[] is null or number_id = any ($2::uuid[]))
        group by state order by state`,
      [accountId, numberIds],
    )
    return rows
  })
}

function toWhere(
  accountId: string,
  { state, batchId, numberIds }: MessageFilter,
): { where: string; params: unknown[] } {
  const params: unknown[] = [accountId]
  const conditions = [`m.account_id = $1`, `m.direction = 'out'`]
  if (batchId !== undefined) conditions.push(`m.batch_id = $${params.push(batchId)}`)
  if (numberIds !== null) conditions.push(`m.number_id = any ($${params.push(numberIds)}::uuid[])`)
  if (state === 'failed') conditions.push(`m.failed_at is not null and m.state = 'failed'`)
  else if (state === 'processing')
    conditions.push(
      `m.state in ('queued', 'retrying') and m.id in (select ref from lane_items where account_id = $1 and started_at is not null)`,
    )
  else if (state !== undefined) conditions.push(`m.state = $${params.push(state)}::message_state`)
  return { where: conditions.join(' and '), params }
}

export function toMessage({ started, ...row }: MessageRow): Message {
  const createdAt = row.createdAt ?? new Date(0).toISOString()
  return {
    ...row,
    state: started ? 'processing' : row.state,
    timeline: row.direction === 'out' ? [accepted(row, createdAt), ...orderTimeline(row.timeline)] : row.timeline,
    createdAt,
  }
}

/** The first entry is not stored: it is how the message came to be. */
function accepted(row: Pick<MessageRow, 'scheduledAt'>, at: string): TimelineEntry {
  return { status: row.scheduledAt === null ? 'queued' : 'scheduled', at }
}

/** Who wrote a message, and to which of our numbers. */
export const selectSender = (
  db: Queryable,
  accountId: string,
  id: string,
): Promise<{ numberId: string; phone: string | null; userId: string | null } | null> =>
  db.maybe(
    'select number_id, peer as phone, peer_user_id as user_id from messages where account_id = $1 and id = $2::uuid',
    [accountId, id],
  )
