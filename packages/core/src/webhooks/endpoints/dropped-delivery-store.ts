import type { EventData } from '#events/catalogue.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'

/** What is not delivered any more is in the log, at an instant that is this parameter; of `dropped (ref, event_id, endpoint_id, account_id)`. */
const failDropped = (at: string) => `
  insert into deliveries as d (id, account_id, endpoint_id, event_id, state, updated_at)
  select distinct on (ref) ref, account_id, endpoint_id, event_id, 'failed', ${at}::timestamptz from dropped where event_id is not null
  on conflict (account_id, id) do update set state = 'failed', updated_at = excluded.updated_at where d.state = 'retrying'`

/**
 * Removes items that are not to be sent: their event is gone, their dialect has no word for it, or their endpoint is off,
 * in which case the log says so.
 */
export async function dropDeliveries(
  tx: Queryable,
  items: readonly Pick<LaneItem, 'id' | 'laneId' | 'accountId' | 'ref' | 'eventId' | 'rowlessSince'>[],
): Promise<void> {
  if (items.length === 0) return
  await tx.query(
    `with gone as (
       delete from lane_items where id = any ($1::bigint[]) returning lane_id, ref, event_id, account_id),
     dropped as (
       select g.ref, g.event_id, p.id as endpoint_id, g.account_id
         from (select * from gone union all
               select "laneId", ref, "eventId", "accountId"
                 from json_to_recordset($3::json) as r("laneId" bigint, ref uuid, "eventId" uuid, "accountId" uuid)) g join lanes l on l.id = g.lane_id join endpoints p on p.account_id = g.account_id and p.id = l.ref
        where not p.enabled and exists (select from events e where e.account_id = g.account_id and e.id = g.event_id))
     ${failDropped('$2')}`,
    [
      items.map(({ id }) => id),
      new Date().toISOString(),
      JSON.stringify(items.filter(({ rowlessSince }) => rowlessSince !== undefined)),
    ],
  )
}

/**
 * Disables endpoints. What waits for them is dropped and stands in the log as `failed`, also what was never tried, so that
 * a replay of the failed ones finds it; so does what only the memory of a process has, which may still leave. With a `url`, an endpoint that has another one in the meantime stays enabled.
 * Returns what is to be announced to the account's other endpoints.
 */
export function disableEndpoints(
  tx: Queryable,
  reasons: readonly { endpointId: string; reason: string; url: string | null }[],
): Promise<{ accountId: string; data: EventData['endpoint.disabled'] }[]> {
  return tx.many(
    `with off as (
       update endpoints p set enabled = false, disabled_reason = r.reason, updated_at = now()
         from json_to_recordset($1::json) as r("endpointId" uuid, reason text, url text)
        where p.id = r."endpointId" and p.enabled and (r.url is null or p.url = r.url)
       returning p.id, p.account_id, p.dialect, p.url, p.lane_id, p.disabled_reason, p.event_types),
     waiting as (
       delete from lane_items q using off where q.lane_id = off.lane_id
       returning q.ref, q.event_id, off.id as endpoint_id, off.account_id),
     rowless as (
       select delivery_id(e.id, off.id) as ref, e.id as event_id, off.id as endpoint_id, off.account_id
         from off join lanes l on l.account_id = off.account_id and l.id = off.lane_id
         join events e on e.account_id = off.account_id and e.sequence > l.delivered_through
        where e.type <> 'endpoint.test' and off.event_types && event_patterns(e.type)
          and not exists (select from deliveries d where d.account_id = off.account_id and d.id = delivery_id(e.id, off.id))),
     dropped as (select * from waiting union all select * from rowless),
     failed as (${failDropped('$2')})
     select off.account_id, jsonb_build_object('endpointId', id, 'dialect', dialect, 'url', url, 'reason', disabled_reason,
            'failingSince', iso_instant(f.failing_since)) as data
       from off left join endpoint_failures f on f.account_id = off.account_id and f.endpoint_id = off.id`,
    [JSON.stringify(reasons), new Date().toISOString()],
  )
}

/**
 * Drops deliveries of events from before an instant (ISO 8601) that still wait, and returns how many. The log says
 * `failed`, so that a replay of the failed ones finds them.
 */
export async function expireDeliveries(tx: Queryable, before: string, limit: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `with gone as (
       delete from lane_items where id in (
         select id from lane_items where event_id < uuid_v7_floor($1::timestamptz) order by id limit $2
            for update skip locked)
       returning lane_id, ref, event_id, account_id),
     dropped as (
       select g.ref, g.event_id, p.id as endpoint_id, g.account_id
         from gone g join lanes l on l.id = g.lane_id join endpoints p on p.account_id = g.account_id and p.id = l.ref),
     failed as (${failDropped('$3')})
     select count(*)::int as count from gone`,
    [before, limit, new Date().toISOString()],
  )
  return rows[0]?.count ?? 0
}
