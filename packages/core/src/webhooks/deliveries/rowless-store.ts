import type { Queryable } from '#platform/database/database.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'

export type NewItem = Omit<LaneItem, 'startedAt' | 'rowlessSince'> & {
  /** ISO 8601; absent: at once. */
  runAt?: string
}

export const toItemRows = (items: readonly NewItem[]): string => JSON.stringify(items)

/** Gives rows to items that have none, under the ids that they have; of `toItemRows`. A lane that is gone takes none. */
export const insertItems = (rows: string): string => `
  insert into lane_items (id, lane_id, account_id, ordering_key, priority, ref, event_id, attempts, run_at)
  select i.id, l.id, l.account_id, i."orderingKey", i.priority, i.ref, i."eventId", i.attempts, coalesce(i."runAt", now())
    from json_to_recordset(${rows}::json) as i(id bigint, "laneId" bigint, "accountId" uuid, "orderingKey" bigint, priority smallint,
           ref uuid, "eventId" uuid, attempts smallint, "runAt" timestamptz)
    join lanes l on l.id = i."laneId" and l.account_id = i."accountId"
  on conflict (id) do update set attempts = excluded.attempts, run_at = excluded.run_at`

export const storeItems = (db: Queryable, items: readonly LaneItem[]): Promise<number> =>
  db.run(insertItems('$1'), [toItemRows(items)])

export async function readLastSequence(db: Queryable): Promise<string> {
  const sql = `select coalesce(pg_sequence_last_value('event_sequence'), 0) as last`
  return (await db.one<{ last: string }>(sql)).last
}

/**
 * Gives a row to what the log has for the endpoint of a lane between two places, unless it waits there, was attempted, or is one of
 * `refs`. An event of a test was for one endpoint alone. One at a time for a lane.
 */
export async function insertMissed(
  tx: Queryable,
  { laneId, after, upTo, refs }: { laneId: string; after: string; upTo: string; refs: readonly string[] },
): Promise<number> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('recover|' || $1, 0))`, [laneId])
  return tx.run(
    `with lane as materialized (
       select l.id, l.account_id, p.id as endpoint_id, p.event_types, p.ordered from lanes l
         join endpoints p on p.account_id = l.account_id and p.id = l.ref and p.enabled where l.id = $1::bigint),
     missed as (
       select l.id as lane_id, l.account_id, e.id as event_id, delivery_id(e.id, l.endpoint_id) as ref,
              case when l.ordered then event_ordering_key(e.type, e.data) else 0 end as ordering_key
         from lane l join events e on e.account_id = l.account_id and e.sequence > $2::bigint and e.sequence <= $3::bigint
        where e.type <> 'endpoint.test' and l.event_types && event_patterns(e.type))
     insert into lane_items (lane_id, ordering_key, account_id, priority, ref, event_id)
     select lane_id, ordering_key, account_id, 2, ref, event_id from missed m
      where m.ref <> all ($4::uuid[])
        and not exists (select from deliveries d where d.account_id = m.account_id and d.id = m.ref)
        and not exists (select from lane_items q where q.lane_id = m.lane_id and q.account_id = m.account_id and q.ref = m.ref)
      order by event_id`,
    [laneId, after, upTo, refs],
  )
}
