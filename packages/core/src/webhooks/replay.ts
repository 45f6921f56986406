import type { CoreContext } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { GatewayError } from '../errors.ts'
import { isId } from '../ids.ts'
import {
  type Delivery,
  type ReplaySelection,
  requeueDeliveries,
  selectDeliveries,
  selectDeliveryEndpoint,
} from './delivery-repository.ts'
import { type Endpoint, selectEndpointById } from './endpoint-repository.ts'

type ReplayContext = Pick<CoreContext, 'db' | 'wakeLanes'>

/**
 * Delivers one event again to the endpoint it went to. It keeps its delivery id, hence its `webhook-id`: a receiver
 * that has it already may ignore it. Returns how many were put back: 0 when it still waits for an attempt.
 * @throws GatewayError `not_found`; `conflict` when the endpoint is disabled
 */
export async function replayDelivery(ctx: ReplayContext, accountId: string, deliveryId: string): Promise<number> {
  return replay(ctx, accountId, async (tx) => {
    const endpointId = isId(deliveryId) ? await selectDeliveryEndpoint(tx, accountId, deliveryId) : null
    if (endpointId === null) throw new GatewayError('not_found', `No delivery ${deliveryId} in this account`)
    return { endpoint: await openEndpoint(tx, accountId, endpointId), select: { deliveryId } }
  })
}

/**
 * Delivers again what was first tried in [from, to), or only what failed for good. Returns how many were put back.
 * @throws GatewayError `not_found`; `conflict` when the endpoint is disabled
 */
export async function replayRange(
  ctx: ReplayContext,
  accountId: string,
  endpointId: string,
  from: Date,
  to: Date,
  { onlyFailed }: { onlyFailed: boolean },
): Promise<number> {
  return replay(ctx, accountId, async (tx) => ({
    endpoint: await openEndpoint(tx, accountId, endpointId),
    select: { from, to, onlyFailed },
  }))
}

/**
 * An endpoint's deliveries with their attempts, newest first; `after` is the last id of the page before.
 * @throws GatewayError `not_found`
 */
export async function listDeliveries(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  endpointId: string,
  { limit, after }: { limit: number; after: string | null },
): Promise<Delivery[]> {
  return db.asAccounts([accountId], async (tx) => {
    await existingEndpoint(tx, accountId, endpointId)
    if (after !== null && !isId(after)) throw new GatewayError('invalid_request', 'The cursor is not one of ours')
    return selectDeliveries(tx, { accountId, endpointId, limit, after })
  })
}

async function replay(
  { db, wakeLanes }: ReplayContext,
  accountId: string,
  find: (tx: Queryable) => Promise<{ endpoint: Endpoint; select: ReplaySelection['select'] }>,
): Promise<number> {
  const { count, laneId } = await db.asAccounts([accountId], async (tx) => {
    const { endpoint, select } = await find(tx)
    const { id: endpointId, laneId } = endpoint
    return { count: await requeueDeliveries(tx, { accountId, endpointId, laneId, select }), laneId }
  })
  if (count > 0) wakeLanes([laneId])
  return count
}

async function existingEndpoint(tx: Queryable, accountId: string, endpointId: string): Promise<Endpoint> {
  const endpoint = isId(endpointId) ? await selectEndpointById(tx, accountId, endpointId) : null
  if (endpoint === null) throw new GatewayError('not_found', `No endpoint ${endpointId} in this account`)
  return endpoint
}

/** Its lane would drop what waits for a disabled endpoint: better to say so. */
async function openEndpoint(tx: Queryable, accountId: string, endpointId: string): Promise<Endpoint> {
  const endpoint = await existingEndpoint(tx, accountId, endpointId)
  if (!endpoint.enabled) throw new GatewayError('conflict', 'The endpoint is disabled; enable it first')
  return endpoint
}
