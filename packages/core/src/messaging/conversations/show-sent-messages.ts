import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isConflict, isDatabaseUnavailable } from '#platform/database/errors.ts'
import { idRange } from '#platform/ids.ts'
import type { ContactMention } from '../identities/contact-mention.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { MessageState } from '../messages/message.ts'
import { recordSends } from '../numbers/webhook-gaps.ts'
import type { ConversationEntry } from './conversation-entry.ts'
import { showMessages } from './show-messages.ts'

const batchSize = 1000
/** What piles up meanwhile shares its statements, and a conversation its update. */
const idleMs = 1000

interface SentRow {
  id: string
  accountId: string
  numberId: string
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
export function createConversationProjector({
  worker,
  due,
  log,
}: Pick<CoreContext, 'worker' | 'due' | 'log'>): BackgroundLoop {
  const loop = createBackgroundLoop({
    async step() {
      const count = await worker.transaction((tx) => showBatch(tx, batchSize)).catch(showOneByOne)
      return count < batchSize ? idleMs : 0
    },
    onError: (error) => log.warn({ err: error }, 'messages were not shown in conversations: trying again'),
    retryMs: idleMs,
    due: { poll: due, exists: 'exists (select from conversation_queue)' },
  })

  async function showOneByOne(error: unknown): Promise<number> {
    if (isDatabaseUnavailable(error)) throw error
    log.warn({ err: error }, 'a batch of messages was not shown in conversations: trying one by one')
    for (let left = batchSize; left > 0 && !loop.isStopping(); left -= 1) if ((await showSingle()) === 0) break
    return 0
  }

  /** What can never be shown leaves the queue: it would hold all others. */
  async function showSingle(): Promise<number> {
    let current: string | null = null
    try {
      return await worker.transaction((tx) => showBatch(tx, 1, ([id]) => (current = id ?? null)))
    } catch (error) {
      if (current === null || isDatabaseUnavailable(error) || isConflict(error)) return 0
      log.error({ err: error, messageId: current }, 'a message was not shown in its conversation')
      await worker.query('delete from conversation_queue where message_id = $1', [current])
      return 1
    }
  }

  return loop
}

async function showBatch(tx: Queryable, limit: number, onTaken?: (ids: readonly string[]) => void): Promise<number> {
  const queued = await take(tx, limit)
  onTaken?.(queued.map(({ id }) => id))
  if (queued.length === 0) return 0
  const taken = new Map(queued.map(({ id, waId }) => [id, waId]))
  const rows = await readMessages(tx, queued)
  const { contactIds } = await resolveContacts(
    tx,
    rows.map((row) => toMention(row, taken.get(row.id) ?? null)),
  )
  await showMessages(
    tx,
    rows.map((row, index) => toEntry(row, contactIds[index] ?? '')),
  )
  await recordSends(tx, rows)
  return taken.size
}

interface QueuedMessage {
  id: string
  accountId: string
  /** What Meta calls its recipient, where that was learned. */
  waId: string | null
}

async function take(tx: Queryable, limit: number): Promise<QueuedMessage[]> {
  return tx.many<QueuedMessage>(
    `delete from conversation_queue where ctid = any (array(
       select ctid from conversation_queue limit $1 for update skip locked)) returning message_id as id, account_id, wa_id`,
    [limit],
  )
}

/** What is not a message of anybody's, a dry run, is in no conversation. */
async function readMessages(tx: Queryable, queued: readonly QueuedMessage[]): Promise<SentRow[]> {
  return tx.many<SentRow>(
    `select m.id, m.account_id, m.number_id, m.peer as phone, m.peer_user_id as user_id, m.type, m.content, m.state,
            coalesce(m.sent_at, m.failed_at, m.created_at) as at
       from json_to_recordset($1::json) as x("accountId" uuid, id uuid)
       join messages m on m.account_id = x."accountId" and m.id = x.id and m.id between $2::uuid and $3::uuid
      where m.direction = 'out' and not m.dry_run and coalesce(m.peer, m.peer_user_id) is not null order by m.id`,
    [JSON.stringify(queued), ...idRange(queued.map(({ id }) => id))],
  )
}

/** A caller may give phone and user id of a person; that they belong together is only Meta's to say. */
const toMention = ({ accountId, phone, userId }: SentRow, waId: string | null): ContactMention => ({
  accountId,
  phones: phone === null ? [] : waId === null ? [phone] : [phone, waId],
  userIds: phone === null && userId !== null ? [userId] : [],
})

const toEntry = ({ id, accountId, numberId, phone, userId, type, content, state, at }: SentRow, contactId: string) =>
  ({
    kind: 'sent',
    accountId,
    numberId,
    contactId,
    peer: phone ?? userId ?? '',
    messageId: id,
    at,
    type,
    content,
    state,
  }) satisfies ConversationEntry
