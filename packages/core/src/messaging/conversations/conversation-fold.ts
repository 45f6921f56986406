import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isConflict, isDatabaseUnavailable } from '#platform/database/errors.ts'
import { idRange } from '#platform/ids.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import { noteSends } from '../inbound/coverage.ts'
import type { MessageState } from '../messages/message.ts'
import { previewOf } from './preview.ts'
import { type Touch, touchConversations } from './touch-conversations.ts'

const batchSize = 1000
/** Also between full batches: what piles up meanwhile shares its statements, and a conversation its update. */
const restMs = 100
const idleMs = 400

interface LeftRow {
  id: string
  accountId: string
  numberId: string
  direction: 'in' | 'out'
  phone: string | null
  userId: string | null
  type: string
  content: Record<string, unknown>
  state: MessageState
  at: string
}

/**
 * Shows messages that have left in their conversations, in batches, apart from the paths that accept and dispatch: those
 * only append to a queue, in the transaction that knows of the departure. A message is taken from the queue and shown in
 * one transaction. Any number of processes may run it.
 */
export function createConversationFold({ db, log }: Pick<CoreContext, 'db' | 'log'>): BackgroundLoop {
  const loop = createBackgroundLoop({
    async step() {
      const count = await db.worker.transaction((tx) => fold(tx, batchSize)).catch(foldOneByOne)
      return count < batchSize ? idleMs : restMs
    },
    onError: (error) => log.warn({ err: error }, 'messages were not shown in conversations: trying again'),
    retryMs: idleMs,
  })

  async function foldOneByOne(error: unknown): Promise<number> {
    if (isDatabaseUnavailable(error)) throw error
    log.warn({ err: error }, 'a batch of messages was not shown in conversations: trying one by one')
    for (let left = batchSize; left > 0 && !loop.isStopping(); left -= 1) if ((await foldSingle()) === 0) break
    return 0
  }

  /** What can never be shown leaves the queue: it would hold all others. */
  async function foldSingle(): Promise<number> {
    let current: string | null = null
    try {
      return await db.worker.transaction((tx) => fold(tx, 1, ([id]) => (current = id ?? null)))
    } catch (error) {
      if (current === null || isDatabaseUnavailable(error) || isConflict(error)) return 0
      log.error({ err: error, messageId: current }, 'a message was not shown in its conversation')
      await db.worker.query('delete from conversation_queue where message_id = $1', [current])
      return 1
    }
  }

  return loop
}

async function fold(tx: Queryable, limit: number, onTaken?: (ids: readonly string[]) => void): Promise<number> {
  const taken = await take(tx, limit)
  const ids = [...taken.keys()]
  onTaken?.(ids)
  if (ids.length === 0) return 0
  const rows = await readMessages(tx, ids)
  const { contactIds } = await resolveContacts(
    tx,
    rows.map((row) => toSighting(row, taken.get(row.id) ?? null)),
  )
  await touchConversations(
    tx,
    rows.map((row, index) => toTouch(row, contactIds[index] ?? '')),
  )
  await noteSends(tx, rows)
  return ids.length
}

/** By message: what Meta calls its recipient, where that was learned. */
async function take(tx: Queryable, limit: number): Promise<Map<string, string | null>> {
  const { rows } = await tx.query<{ id: string; waId: string | null }>(
    `delete from conversation_queue where ctid = any (array(
       select ctid from conversation_queue limit $1 for update skip locked)) returning message_id::text as id, wa_id as "waId"`,
    [limit],
  )
  return new Map(rows.map(({ id, waId }) => [id, waId]))
}

/** What is not a message of anybody's, a dry run, is in no conversation. */
async function readMessages(tx: Queryable, ids: readonly string[]): Promise<LeftRow[]> {
  const { rows } = await tx.query<LeftRow>(
    `select id::text, account_id::text as "accountId", number_id::text as "numberId", direction, peer as phone,
            peer_user_id as "userId", type, content, state, coalesce(sent_at, failed_at, created_at) as at
       from messages where id = any ($1::uuid[]) and id between $2::uuid and $3::uuid and not dry_run and coalesce(peer, peer_user_id) is not null order by id`,
    [ids, ...idRange(ids)],
  )
  return rows
}

const toSighting = ({ accountId, phone, userId }: LeftRow, waId: string | null) => ({
  accountId,
  phones: phone === null ? [] : waId === null ? [phone] : [phone, waId],
  userIds: userId === null ? [] : [userId],
  group: null,
  username: null,
  name: null,
})

function toTouch(row: LeftRow, contactId: string): Touch {
  const { accountId, numberId, phone, userId, direction, type } = row
  const isReaction = type === 'reaction'
  return {
    accountId,
    numberId,
    contactId,
    peer: phone ?? userId ?? '',
    messageId: row.id,
    at: row.at,
    activeAt: row.at,
    direction,
    type,
    preview: previewOf(type, row.content),
    shows: !isReaction,
    isUnread: direction === 'in' && !isReaction,
    reads: direction === 'out' && type !== 'template' && row.state !== 'failed',
    opensWindow: direction === 'in',
    referred: false,
  }
}
