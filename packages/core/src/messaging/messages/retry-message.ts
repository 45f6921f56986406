import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { MessageState, TimelineEntry } from './message.ts'
import { findMessageId } from './message-store.ts'
import { strandOf } from './strand.ts'

interface FailedRow {
  id: string
  state: MessageState
  peer: string | null
  peerUserId: string | null
  wamid: string | null
  priority: number
  dryRun: boolean
  laneId: string | null
  shutSeconds: number | null
}

/**
 * Queues a failed message once more: its state and its lane item change in one transaction. What is learned later about
 * an earlier attempt stays in the timeline and moves nothing. By our id or by wamid; answers with our id.
 * @throws GatewayError `not_found`, `conflict` unless the message has failed (of two retries at once one finds it so),
 * `number_not_connected` when its number is gone, `lane_shut`
 */
export async function retryMessage(ctx: Pick<CoreContext, 'transaction'>, caller: Caller, id: string): Promise<string> {
  assertScope(caller, 'messages:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const row = await lockMessage(tx, accountId, id)
    if (row.state !== 'failed')
      throw new GatewayError('conflict', `Only failed messages are retried; this is ${row.state}.`)
    const laneId = openLaneOf(row)
    await requeue(tx, accountId, row, laneId)
    tx.wake(laneId)
    return row.id
  })
}

async function lockMessage(tx: Queryable, accountId: string, id: string): Promise<FailedRow> {
  const messageId = await findMessageId(tx, accountId, id)
  const { rows } = await tx.query<FailedRow>(
    `select m.id::text, m.state, m.peer, m.peer_user_id as "peerUserId", m.wamid, m.priority::int, m.dry_run as "dryRun", n.lane_id::text as "laneId",
            ceil(extract(epoch from l.shut_until - now()))::int as "shutSeconds"
       from messages m left join numbers n on n.id = m.number_id left join lanes l on l.id = n.lane_id
      where m.id = $1 and m.account_id = $2 and m.direction = 'out' for update of m`,
    [messageId, accountId],
  )
  if (!rows[0]) throw new GatewayError('not_found', 'Message not found.')
  return rows[0]
}

function openLaneOf({ laneId, shutSeconds, dryRun }: FailedRow): string {
  if (laneId === null)
    throw new GatewayError(
      'number_not_connected',
      'The number that the message was sent from is not connected any more.',
    )
  if (shutSeconds !== null && shutSeconds > 0 && !dryRun)
    throw new GatewayError('lane_shut', 'Sending from this number is paused.', { retryAfterSeconds: shutSeconds })
  return laneId
}

async function requeue(tx: Queryable, accountId: string, row: FailedRow, laneId: string): Promise<void> {
  const entry: TimelineEntry = { status: 'queued', at: new Date().toISOString(), retryOf: row.wamid }
  await tx.query(
    `with queued as (
       insert into lane_items (lane_id, strand, account_id, priority, ref) values ($3::bigint, $4::bigint, $2, $5::smallint, $1))
     update messages set state = 'queued', wamid = null, error = null, sent_at = null, failed_at = null,
            timeline = timeline || $6::jsonb where id = $1 and account_id = $2`,
    [
      row.id,
      accountId,
      laneId,
      strandOf({ phone: row.peer, userId: row.peerUserId }),
      row.priority,
      JSON.stringify([entry]),
    ],
  )
}
