import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { existingEndpoint } from '../endpoints/many-endpoints.ts'
import { type Delivery, type DeliveryState, selectDeliveries, selectDelivery } from './delivery-log.ts'

/**
 * An endpoint's deliveries with their attempts, newest event first; `before` is the last id of the page before.
 * @throws GatewayError `not_found`
 */
export function listDeliveries(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  endpointId: string,
  page: { limit: number; before: string | null; state?: DeliveryState },
): Promise<Delivery[]> {
  return db.asAccounts([accountId], async (tx) => {
    await existingEndpoint(tx, accountId, endpointId)
    return selectDeliveries(tx, { accountId, endpointId, ...page })
  })
}

/** @throws GatewayError `not_found` */
export function getDelivery({ db }: Pick<CoreContext, 'db'>, accountId: string, id: string): Promise<Delivery> {
  return db.asAccounts([accountId], (tx) => existingDelivery(tx, accountId, id))
}

/** @throws GatewayError `not_found` */
export async function existingDelivery(tx: Queryable, accountId: string, id: string): Promise<Delivery> {
  const delivery = isId(id) ? await selectDelivery(tx, accountId, id) : null
  if (delivery === null) throw new GatewayError('not_found', `No delivery ${id} in this account`)
  return delivery
}
