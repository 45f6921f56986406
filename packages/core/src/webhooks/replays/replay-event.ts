import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { queueEvent } from '../deliveries/delivery-repository.ts'
import { existingDelivery } from '../deliveries/read-deliveries.ts'
import type { Endpoint } from '../endpoints/endpoint-repository.ts'
import { openEndpoint } from '../endpoints/many-endpoints.ts'

type ReplayContext = Pick<CoreContext, 'db' | 'wakeLanes'>

/**
 * Delivers one event again to the endpoint it went to. It keeps its delivery id, hence its `webhook-id`: a receiver
 * that has it already may ignore it. False: it still waits for an attempt.
 * @throws GatewayError `not_found`; `conflict` when the endpoint is disabled or the event is past its retention
 */
export function replayDelivery(ctx: ReplayContext, accountId: string, deliveryId: string): Promise<boolean> {
  return queueing(ctx, accountId, async (tx) => {
    const delivery = await existingDelivery(tx, accountId, deliveryId)
    const endpoint = await openEndpoint(tx, accountId, delivery.endpointId)
    const queued = await queueEvent(tx, endpoint, delivery.eventId, delivery.id)
    if (queued === null) throw new GatewayError('conflict', 'The event of this delivery is not kept any more.')
    return { endpoint, answer: queued }
  })
}

/**
 * Delivers an event to an endpoint, whether it subscribes to it or not. The delivery is the same one however often it is
 * asked for. False: it still waits for an attempt.
 * @throws GatewayError `not_found`; `conflict` when the endpoint is disabled
 */
export function replayEvent(
  ctx: ReplayContext,
  accountId: string,
  endpointId: string,
  eventId: string,
): Promise<boolean> {
  return queueing(ctx, accountId, async (tx) => {
    const endpoint = await openEndpoint(tx, accountId, endpointId)
    const queued = isId(eventId) ? await queueEvent(tx, endpoint, eventId, null) : null
    if (queued === null) throw new GatewayError('not_found', `No event ${eventId} in this account`)
    return { endpoint, answer: queued }
  })
}

async function queueing<Answer>(
  { db, wakeLanes }: ReplayContext,
  accountId: string,
  queue: (tx: Queryable) => Promise<{ endpoint: Endpoint; answer: Answer }>,
): Promise<Answer> {
  const { endpoint, answer } = await db.asAccounts([accountId], queue)
  wakeLanes([endpoint.laneId])
  return answer
}
