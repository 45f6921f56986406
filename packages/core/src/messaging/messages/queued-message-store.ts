import type { Queryable } from '#platform/database/database.ts'
import { noteOldChanges } from '../analytics/old-change-store.ts'
import type { MessageState, TimelineEntry } from './message.ts'
import { orderingKeyOf } from './ordering-key.ts'

/** A message of ours with what its lane needs. */
export interface OutgoingMessage {
  id: string
  state: MessageState
  peer: string | null
  peerUserId: string | null
  wamid: string | null
  priority: number
  dryRun: boolean
  laneId: string | null
  pausedSeconds: number | null
}

/** Null: the account has sent no such message. */
export const lockOutgoing = (
  tx: Queryable,
  accountId: string,
  messageId: string | null,
): Promise<Pick<OutgoingMessage, 'id' | 'state'> | null> =>
  tx.maybe(`select id, state from messages where id = $1::uuid and account_id = $2 and direction = 'out' for update`, [
    messageId,
    accountId,
  ])

/** As `lockOutgoing`, with the lane of its number and how long that is paused still. */
export const lockForRetry = (
  tx: Queryable,
  accountId: string,
  messageId: string | null,
): Promise<OutgoingMessage | null> =>
  tx.maybe(
    `select m.id::text, m.state, m.peer, m.peer_user_id as "peerUserId", m.wamid, m.priority::int, m.dry_run as "dryRun", n.lane_id::text as "laneId",
            ceil(extract(epoch from l.paused_until - now()))::int as "pausedSeconds"
       from messages m left join numbers n on n.account_id = m.account_id and n.id = m.number_id left join lanes l on l.id = n.lane_id
      where m.id = $1 and m.account_id = $2 and m.direction = 'out' for update of m`,
    [messageId, accountId],
  )

/** False: it was not scheduled, or is due already. */
export async function deleteScheduled(tx: Queryable, accountId: string, messageId: string | null): Promise<boolean> {
  const deleted = await tx.run('delete from scheduled_messages where account_id = $1 and message_id = $2::uuid', [
    accountId,
    messageId,
  ])
  return deleted > 0
}

/** Takes a message out of its lane. False: it has left, or may have. */
export async function deleteWaiting(
  tx: Queryable,
  accountId: string,
  { id, state }: Pick<OutgoingMessage, 'id' | 'state'>,
): Promise<boolean> {
  if (state !== 'queued' && state !== 'retrying') return false
  const deleted = await tx.run(
    'delete from lane_items where account_id = $1 and ref = $2::uuid and event_id is null and started_at is null',
    [accountId, id],
  )
  return deleted > 0
}

/** Puts a failed message into a lane, once more. */
export async function requeue(tx: Queryable, accountId: string, row: OutgoingMessage, laneId: string): Promise<void> {
  const entry: TimelineEntry = { status: 'queued', at: new Date().toISOString(), retryOf: row.wamid }
  await tx.run(
    `with queued as (
       insert into lane_items (lane_id, ordering_key, account_id, priority, ref) values ($3::bigint, $4::bigint, $2, $5::smallint, $1))
     update messages set state = 'queued', wamid = null, error = null, sent_at = null, failed_at = null,
            timeline = timeline || $6::jsonb where id = $1 and account_id = $2`,
    [
      row.id,
      accountId,
      laneId,
      orderingKeyOf({ phone: row.peer, userId: row.peerUserId }),
      row.priority,
      JSON.stringify([entry]),
    ],
  )
  await noteOldChanges(tx, [{ accountId, id: row.id }])
}
