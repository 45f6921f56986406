import type { Queryable } from '../database/database.ts'
import { newId } from '../ids.ts'
import type { GatewayEvent } from './event.ts'

export type NewEvent = Omit<GatewayEvent, 'id'>

/**
 * Appends events to the log and queues a delivery for each endpoint that wants one, in the caller's transaction.
 * Returns the endpoints' lanes that got something, to be woken after the commit.
 */
export async function recordEvents(tx: Queryable, events: readonly NewEvent[]): Promise<string[]> {
  if (events.length === 0) return []
  const { rows } = await tx.query<{ laneId: string }>(
    `with fact as (
       insert into events (id, account_id, type, at, data)
       select id, account_id, type, at, data
         from json_to_recordset($1::json) as e(id uuid, account_id uuid, type text, at timestamptz, data jsonb)
       returning id, account_id, type),
     queued as (
       insert into lane_items (lane_id, strand, account_id, priority, ref, event_id)
       select p.lane_id, 0, f.account_id, 2, uuid_v7(), f.id
         from fact f join endpoints p on p.account_id = f.account_id and p.enabled and f.type = any (p.event_types)
        order by f.id
       returning lane_id)
     select distinct lane_id::text as "laneId" from queued`,
    [
      JSON.stringify(
        events.map(({ accountId, type, at, data }) => ({ id: newId(), account_id: accountId, type, at, data })),
      ),
    ],
  )
  return rows.map((row) => row.laneId)
}
