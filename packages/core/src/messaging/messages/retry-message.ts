import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { findMessageId } from './message-store.ts'
import { lockForRetry, type OutgoingMessage, requeue } from './queued-message-store.ts'

/**
 * Queues a failed message once more: its state and its lane item change in one transaction. What is learned later about
 * an earlier attempt stays in the timeline and moves nothing. By our id or by wamid; answers with our id.
 * @throws GatewayError `not_found`, `conflict` unless the message has failed (of two retries at once one finds it so),
 * `number_not_connected` when its number is gone, `lane_paused`
 */
export async function retryMessage(ctx: Pick<CoreContext, 'transaction'>, caller: Caller, id: string): Promise<string> {
  assertScope(caller, 'messages:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const row = await lockForRetry(tx, accountId, await findMessageId(tx, accountId, id))
    if (row === null) throw new GatewayError('not_found', 'Message not found.')
    if (row.state !== 'failed')
      throw new GatewayError('conflict', `Only failed messages are retried; this is ${row.state}.`)
    const laneId = openLaneOf(row)
    await requeue(tx, accountId, row, laneId)
    tx.wake(laneId)
    return row.id
  })
}

function openLaneOf({ laneId, pausedSeconds, dryRun }: OutgoingMessage): string {
  if (laneId === null)
    throw new GatewayError(
      'number_not_connected',
      'The number that the message was sent from is not connected any more.',
    )
  if (pausedSeconds !== null && pausedSeconds > 0 && !dryRun)
    throw new GatewayError('lane_paused', 'Sending from this number is paused.', { retryAfterSeconds: pausedSeconds })
  return laneId
}
