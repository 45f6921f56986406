import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { queueEvent } from '../deliveries/delivery-store.ts'
import { requireDelivery } from '../deliveries/read-deliveries.ts'
import { requireEnabledEndpoint } from '../endpoints/endpoints.ts'

type ReplayContext = Pick<CoreContext, 'transaction'>

/**
 * Delivers one event again to the endpoint it went to. It keeps its delivery id, hence its `webhook-id`: a receiver
 * that has it already may ignore it. False: it still waits for an attempt. Nothing is changed, so nothing is audited.
 * @throws GatewayError `not_found`; `conflict` when the endpoint is disabled or the event is past its retention
 */
export async function replayDelivery(ctx: ReplayContext, caller: Caller, deliveryId: string): Promise<boolean> {
  assertScope(caller, 'webhooks:write')
  return ctx.transaction(caller, async (tx) => {
    const delivery = await requireDelivery(tx, caller.accountId, deliveryId)
    const endpoint = await requireEnabledEndpoint(tx, caller.accountId, delivery.endpointId)
    const queued = await queueEvent(tx, endpoint, delivery.eventId, delivery.id)
    if (queued === null) throw new GatewayError('conflict', 'The event of this delivery is not kept any more.')
    tx.wake(endpoint.laneId)
    return queued
  })
}

/**
 * Delivers an event to an endpoint, whether it subscribes to it or not. The delivery is the same one however often it is
 * requested. False: it still waits for an attempt. Nothing is changed, so nothing is audited.
 * @throws GatewayError `not_found`; `conflict` when the endpoint is disabled
 */
export async function replayEvent(
  ctx: ReplayContext,
  caller: Caller,
  endpointId: string,
  eventId: string,
): Promise<boolean> {
  assertScope(caller, 'webhooks:write')
  return ctx.transaction(caller, async (tx) => {
    const endpoint = await requireEnabledEndpoint(tx, caller.accountId, endpointId)
    const queued = isId(eventId) ? await queueEvent(tx, endpoint, eventId, null) : null
    if (queued === null) throw new GatewayError('not_found', `No event ${eventId} in this account`)
    tx.wake(endpoint.laneId)
    return queued
  })
}
