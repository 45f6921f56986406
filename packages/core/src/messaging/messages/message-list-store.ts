import type { CoreContext } from '#context.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import type { Message, VisibleState } from './message.ts'
import { type MessageRow, messageColumns, toMessage } from './message-store.ts'
import { peerKey } from './peer-key.ts'

export interface MessageListFilter {
  direction?: 'in' | 'out'
  states?: readonly VisibleState[]
  types?: readonly string[]
  numberId?: string
  /** Those that the reader may see; null: all. */
  numberIds?: readonly string[] | null
  batchId?: string
  /** Digits of the other phone; Meta's user id of people without one. Cheap together with `numberId`. */
  peer?: string
  /** ISO 8601: accepted or received at or after. */
  from?: string
  /** ISO 8601: accepted or received before. */
  to?: string
}

/** Newest first; `before` is the last id of the page before. A message keeps its place, whatever happens to it. */
export async function listMessagePage(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  filter: MessageListFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<Message[]> {
  const params: unknown[] = [accountId]
  const conditions = ['m.account_id = $1', ...toConditions(filter, (value) => `$${params.push(value)}`)]
  if (before !== null) conditions.push(`m.id < $${params.push(before)}::uuid`)
  const rows = await read({ accountId }, (db) =>
    db.many<MessageRow>(
      `select ${messageColumns} from messages m where ${conditions.join(' and ')} order by m.id desc limit $${params.push(limit)}`,
      params,
    ),
  )
  return rows.map(toMessage)
}

type Bind = (value: unknown) => string

function toConditions(filter: MessageListFilter, bind: Bind): string[] {
  const { direction, states, types, numberId, numberIds = null, batchId, peer, from, to } = filter
  const conditions: string[] = []
  if (direction !== undefined) conditions.push(`m.direction = ${bind(direction)}`)
  if (types !== undefined) conditions.push(`m.type = any (${bind(types)}::text[])`)
  if (numberId !== undefined) conditions.push(`m.number_id = ${bind(numberId)}::uuid`)
  if (numberIds !== null) conditions.push(`m.number_id = any (${bind(numberIds)}::uuid[])`)
  if (batchId !== undefined) conditions.push(`m.batch_id = ${bind(batchId)}::uuid`)
  if (peer !== undefined) conditions.push(`${peerKey('m')} = ${bind(peer)}`)
  // the key holds the instant, in milliseconds: a range of it prunes partitions
  if (from !== undefined) conditions.push(`m.id >= uuid_v7_floor(${bind(from)}::timestamptz)`)
  if (to !== undefined) conditions.push(`m.id < uuid_v7_floor(${bind(to)}::timestamptz)`)
  if (states !== undefined) conditions.push(toStateCondition(states, bind))
  return conditions
}

/** `processing` is a queued message whose attempt has left: its lane knows. */
function toStateCondition(states: readonly VisibleState[], bind: Bind): string {
  const stored = states.filter((state) => state !== 'processing')
  const started = `m.id in (select ref from lane_items where account_id = $1 and started_at is not null)`
  const waiting = `m.state in ('queued', 'retrying')`
  const either: string[] = []
  if (stored.length > 0)
    either.push(`(m.state::text = any (${bind(stored)}::text[]) and not (${waiting} and ${started}))`)
  if (states.includes('processing')) either.push(`(${waiting} and ${started})`)
  if (states.length === 1 && states[0] === 'failed') either.push('m.failed_at is not null') // what the index of failed ones holds
  return states.length === 1 && states[0] === 'failed' ? either.join(' and ') : `(${either.join(' or ')})`
}

/** Our ids of a batch's messages, in the order of the request. */
export async function listBatchIds(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  batchId: string,
): Promise<string[]> {
  const rows = await read({ accountId }, (db) =>
    db.many<{ id: string }>('select id::text from messages where account_id = $1 and batch_id = $2::uuid order by id', [
      accountId,
      batchId,
    ]),
  )
  return rows.map((row) => row.id)
}

/** The wamids of messages by our ids; without those that are not there or have none yet. */
export async function findWamids(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await read({ accountId }, (db) =>
    db.many<{ id: string; wamid: string }>(
      `select id::text, wamid from messages where account_id = $1 and id = any ($2::uuid[]) and wamid is not null`,
      [accountId, ids],
    ),
  )
  return new Map(rows.map(({ id, wamid }) => [id, wamid]))
}
