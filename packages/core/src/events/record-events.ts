import type { Queryable } from '../platform/database/database.ts'
import { newId } from '../platform/ids.ts'
import type { LaneItem } from '../platform/lanes/lane-item.ts'
import type { MemoryOffer } from '../platform/lanes/rowless-items.ts'
import type { GatewayEvent, NewEvent } from './event.ts'
import { patternsOf } from './event-patterns.ts'

/** A delivery that waits in the lane of an endpoint, with what it delivers, as the process that recorded it knows it. */
export interface QueuedDelivery {
  item: LaneItem
  event: GatewayEvent
  endpointId: string
  /** When the endpoint had last changed. ISO 8601. */
  endpointUpdatedAt: string
  /** The place of the event in the log. A decimal string. */
  sequence: string
}

/**
 * Appends events to the log and queues a delivery for each endpoint that wants one, in the caller's transaction.
 * Returns the endpoints' lanes that got something, to be woken after the commit.
 */
export async function recordEvents(tx: Queryable, events: readonly NewEvent[]): Promise<string[]> {
  return [...new Set((await queueDeliveries(tx, events)).map(({ item }) => item.laneId))]
}

/**
 * The same, with the deliveries themselves, which may leave after the commit. Those for the lanes of `memory` get no row, as long
 * as its owner leases them: it has to take them, or to find them in the log again.
 */
export async function queueDeliveries(
  tx: Queryable,
  recorded: readonly NewEvent[],
  memory: Pick<MemoryOffer, 'owner' | 'laneIds'> | null = null,
): Promise<QueuedDelivery[]> {
  if (recorded.length === 0) return []
  const events = recorded.map(({ isBulk = false, ...event }) => ({
    event: { ...event, id: newId() } as GatewayEvent,
    isBulk,
  }))
  const rows = await tx.many<QueuedRow>(
    `with input as materialized (
       select * from json_to_recordset($1::json)
         as e(id uuid, account_id uuid, type text, patterns text[], at timestamptz, data jsonb, priority smallint)),
     fact as (
       insert into events (id, account_id, type, at, data) select id, account_id, type, at, data from input
       returning id, account_id, sequence),
     found as (
       select e.id as event_id, e.account_id, p.id as endpoint_id, p.updated_at as endpoint_updated_at, p.lane_id,
              delivery_id(e.id, p.id) as ref, case when p.ordered then event_ordering_key(e.type, e.data) else 0 end as ordering_key,
              case when p.ordered then ${usualPriority} else e.priority end as priority, not p.ordered and p.lane_id = any ($3::bigint[])
                and exists (select from lanes l where l.id = p.lane_id and l.account_id = p.account_id and l.lease_owner = $2::uuid
                              and l.lease_until > now()) as rowless
         from input e join endpoints p on p.account_id = e.account_id and p.enabled and p.event_types && e.patterns order by e.id),
     wanted as materialized (select nextval('lane_item_ids') as id, f.* from found f),
     queued as (
       insert into lane_items (id, lane_id, ordering_key, account_id, priority, ref, event_id)
       select id, lane_id, ordering_key, account_id, priority, ref, event_id from wanted where not rowless)
     select w.id, w.lane_id, w.ordering_key, w.account_id, w.priority::int, w.ref, w.event_id, w.endpoint_id, w.endpoint_updated_at,
            w.rowless, f.sequence
       from wanted w join fact f on f.account_id = w.account_id and f.id = w.event_id order by w.id`,
    [JSON.stringify(events.map(toRow)), memory?.owner ?? null, memory?.laneIds ?? []],
  )
  const rowlessSince = performance.now()
  const byId = new Map(events.map(({ event }) => [event.id, event]))
  return rows.flatMap(({ endpointId, endpointUpdatedAt, sequence, rowless, ...item }) => {
    const event = byId.get(item.eventId)
    const queued = { ...item, attempts: 0, startedAt: null, ...(rowless && { rowlessSince }) }
    return event ? [{ item: queued, event, endpointId, endpointUpdatedAt, sequence }] : []
  })
}

/** The classes of deliveries, as those of messages. Replays are of the last, too. */
const usualPriority = 2
const bulkPriority = 3

type QueuedRow = Pick<LaneItem, 'id' | 'laneId' | 'orderingKey' | 'accountId' | 'priority' | 'ref'> & {
  eventId: string
  endpointId: string
  endpointUpdatedAt: string
  sequence: string
  rowless: boolean
}

const toRow = ({ event: { id, accountId, type, at, data }, isBulk }: { event: GatewayEvent; isBulk: boolean }) => ({
  id,
  account_id: accountId,
  type,
  patterns: patternsOf(type),
  at,
  data,
  priority: isBulk ? bulkPriority : usualPriority,
})
