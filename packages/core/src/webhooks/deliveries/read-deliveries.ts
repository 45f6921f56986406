import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { requireEndpoint } from '../endpoints/endpoints.ts'
import { type Delivery, type DeliveryState, selectDeliveries, selectDelivery } from './delivery-log-store.ts'

/**
 * An endpoint's deliveries with their attempts, newest event first; `before` is the last id of the page before.
 * @throws GatewayError `not_found`
 */
export function listDeliveries(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  endpointId: string,
  page: { limit: number; before: string | null; state?: DeliveryState },
): Promise<Delivery[]> {
  return read({ accountId }, async (db) => {
    await requireEndpoint(db, accountId, endpointId)
    return selectDeliveries(db, { accountId, endpointId, ...page })
  })
}

/** @throws GatewayError `not_found` */
export const getDelivery = (
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  id: string,
): Promise<Delivery> => read({ accountId }, (db) => requireDelivery(db, accountId, id))

/** @throws GatewayError `not_found` */
export async function requireDelivery(tx: Queryable, accountId: string, id: string): Promise<Delivery> {
  const delivery = isId(id) ? await selectDelivery(tx, accountId, id) : null
  if (delivery === null) throw new GatewayError('not_found', `No delivery ${id} in this account`)
  return delivery
}
