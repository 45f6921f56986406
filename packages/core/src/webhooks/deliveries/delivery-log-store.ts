import type { Queryable } from '#platform/database/database.ts'
import type { DeliveryAttempt } from './delivery-store.ts'

export const deliveryStates = ['delivered', 'retrying', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export interface Delivery {
  id: string
  endpointId: string
  eventId: string
  /** Null: the event is past its retention. */
  eventType: string | null
  state: DeliveryState
  /** Empty: dropped before the first. */
  attempts: DeliveryAttempt[]
  /** When the next attempt is due; null: none is waiting. */
  nextAttemptAt: string | null
  updatedAt: string
}

const deliveryColumns = `d.id::text, d.endpoint_id::text as "endpointId", d.event_id::text as "eventId", e.type as "eventType",
  d.state, d.attempts, d.updated_at as "updatedAt", next.run_at as "nextAttemptAt"`
const deliveryJoins = `left join events e on e.id = d.event_id and e.account_id = d.account_id
  left join endpoints p on p.id = d.endpoint_id and p.account_id = d.account_id
  left join lateral (
    select run_at from lane_items i
     where d.state = 'retrying' and i.lane_id = p.lane_id and i.account_id = d.account_id and i.ref = d.id limit 1) next on true`

/** Newest first; `before` is the last id of the page before. */
export async function selectDeliveries(
  tx: Queryable,
  query: { accountId: string; endpointId: string; limit: number; before: string | null; state?: DeliveryState },
): Promise<Delivery[]> {
  const { accountId, endpointId, limit, before, state = null } = query
  const { rows } = await tx.query<Delivery>(
    `select ${deliveryColumns} from deliveries d ${deliveryJoins}
      where d.account_id = $1 and d.endpoint_id = $2 and ($3::uuid is null or d.id < $3::uuid)
        and ($5::text is null or d.state = $5::text)
      order by d.id desc limit $4`,
    [accountId, endpointId, before, limit, state],
  )
  return rows
}

export async function selectDelivery(tx: Queryable, accountId: string, id: string): Promise<Delivery | null> {
  const { rows } = await tx.query<Delivery>(
    `select ${deliveryColumns} from deliveries d ${deliveryJoins} where d.account_id = $1 and d.id = $2::uuid`,
    [accountId, id],
  )
  return rows[0] ?? null
}
