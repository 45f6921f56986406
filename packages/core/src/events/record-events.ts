import type { Queryable } from '../platform/database/database.ts'
import { newId } from '../platform/ids.ts'
import type { GatewayEvent } from './event.ts'
import { patternsOf } from './event-patterns.ts'

export type NewEvent = Omit<GatewayEvent, 'id'>

/**
 * Appends events to the log and queues a delivery for each endpoint that wants one, in the caller's transaction.
 * Returns the endpoints' lanes that got something, to be woken after the commit.
 */
export async function recordEvents(tx: Queryable, events: readonly NewEvent[]): Promise<string[]> {
  if (events.length === 0) return []
  const { rows } = await tx.query<{ laneId: string }>(
    `with input as materialized (
       select * from json_to_recordset($1::json)
         as e(id uuid, account_id uuid, type text, patterns text[], at timestamptz, data jsonb)),
     fact as (
       insert into events (id, account_id, type, at, data) select id, account_id, type, at, data from input),
     queued as (
       insert into lane_items (lane_id, strand, account_id, priority, ref, event_id)
       select p.lane_id, case when p.ordered then event_strand(e.type, e.data) else 0 end, e.account_id, 2,
              delivery_id(e.id, p.id), e.id
         from input e join endpoints p on p.account_id = e.account_id and p.enabled and p.event_types && e.patterns
        order by e.id
       returning lane_id)
     select distinct lane_id::text as "laneId" from queued`,
    [JSON.stringify(events.map(toRow))],
  )
  return rows.map((row) => row.laneId)
}

const toRow = ({ accountId, type, at, data }: NewEvent) => ({
  id: newId(),
  account_id: accountId,
  type,
  patterns: patternsOf(type),
  at,
  data,
})
