import type { Queryable } from '#platform/database/database.ts'

/** A lane with something due, or one that does not run. Instants are ISO 8601. */
export interface LaneOverview {
  id: string
  accountId: string
  accountName: string
  kind: 'number' | 'endpoint'
  /** Our id of the number or the endpoint. */
  ref: string
  /** Meta's id of the number, or the URL of the endpoint; null: it is gone. */
  destination: string | null
  /** Items in it, due or not, at most `countedAtMost`. */
  waiting: number
  /** How long the oldest item that is due has waited; 0: none is. */
  oldestSeconds: number
  /** Until when it pauses by itself, after failures; null: it does not. */
  pausedUntil: string | null
  pauseReason: string | null
  /** Since when an operator has stopped it; null: it is not stopped. */
  stoppedAt: string | null
  stopReason: string | null
  /** The process that serves it; null: none does. */
  worker: string | null
}

/** Of one lane. */
const countedAtMost = 10_000

/** Those that have waited longest first. `kind` null: of every kind. */
export const listLanes = (
  worker: Queryable,
  { kind, limit }: { kind: string | null; limit: number },
): Promise<LaneOverview[]> =>
  worker.many<LaneOverview>(
    `with found as (
       select l.*, due.oldest from lanes l
         left join lateral (
           select min(head.run_at) as oldest from generate_series(0, 3) as class
            cross join lateral (
              select i.run_at from lane_items i
               where i.lane_id = l.id and i.priority = class and i.run_at <= now() order by i.run_at limit 1) as head) as due on true
        where ($1::text is null or l.kind = $1)
          and (due.oldest is not null or l.paused_until > now() or l.stopped_at is not null)
        order by due.oldest nulls last, l.id limit $2)
     select f.id::text, f.account_id, a.name as account_name, f.kind, f.ref, coalesce(n.phone_number_id, e.url) as destination,
            (select count(*)::int from (select from lane_items i where i.lane_id = f.id limit ${countedAtMost}) as counted) as waiting,
            coalesce(extract(epoch from now() - f.oldest), 0)::float8 as oldest_seconds,
            case when f.paused_until > now() then f.paused_until end as paused_until,
            case when f.paused_until > now() then f.pause_reason end as pause_reason,
            f.stopped_at, f.stop_reason, case when f.lease_until > now() then f.lease_owner end as worker
       from found f join accounts a on a.id = f.account_id
       left join numbers n on n.account_id = f.account_id and n.id = f.ref
       left join endpoints e on e.account_id = f.account_id and e.id = f.ref
      order by f.oldest nulls last, f.id`,
    [kind, limit],
  )

/** A message that has left, or may have, and of which nothing was heard yet. */
export interface UnconfirmedItem {
  accountId: string
  messageId: string
  laneId: string
  /** When it left, ISO 8601. */
  startedAt: string
  attempts: number
}

/** The oldest first; those that are under way at this moment among them. */
export const listUnconfirmed = (worker: Queryable, limit: number): Promise<UnconfirmedItem[]> =>
  worker.many<UnconfirmedItem>(
    `select account_id, ref as message_id, lane_id::text, started_at, attempts::int from lane_items
      where started_at is not null and event_id is null order by started_at limit $1`,
    [limit],
  )

/** A process that serves lanes at this moment. */
export interface WorkerOverview {
  id: string
  numbers: number
  endpoints: number
  /** When its leases end unless it renews them, ISO 8601. */
  leasedUntil: string
}

export const listWorkers = (worker: Queryable): Promise<WorkerOverview[]> =>
  worker.many<WorkerOverview>(
    `select lease_owner as id, (count(*) filter (where kind = 'number'))::int as numbers,
            (count(*) filter (where kind = 'endpoint'))::int as endpoints, min(lease_until) as leased_until
       from lanes where lease_until > now() group by lease_owner order by lease_owner`,
  )

/** A customer's endpoint that has failed since its last success. */
export interface FailingEndpoint {
  accountId: string
  endpointId: string
  url: string
  enabled: boolean
  failures: number
  /** ISO 8601. */
  failingSince: string
}

/** Those that have failed longest first. */
export const listFailingEndpoints = (worker: Queryable, limit: number): Promise<FailingEndpoint[]> =>
  worker.many<FailingEndpoint>(
    `select f.account_id, f.endpoint_id, e.url, e.enabled, f.failures, f.failing_since
       from endpoint_failures f join endpoints e on e.account_id = f.account_id and e.id = f.endpoint_id
      order by f.failing_since limit $1`,
    [limit],
  )

/** A table with all of its months. */
export interface TableSize {
  name: string
  /** 0: it is not divided by months. */
  partitions: number
  /** With indexes, as a decimal string. */
  bytes: string
  /** As the planner estimates, a decimal string. */
  rows: string
}

/** The largest first. */
export const listTableSizes = (worker: Queryable): Promise<TableSize[]> =>
  worker.many<TableSize>(
    `select coalesce(p.relname, c.relname) as name, count(p.oid)::int as partitions,
            sum(pg_total_relation_size(c.oid))::bigint as bytes, sum(greatest(c.reltuples, 0))::bigint as rows
       from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by 1 order by 3 desc, 1`,
  )

/** Stops a lane, or lets it go on (`reason` null). Null: there is no such lane. */
export const updateStop = (
  tx: Queryable,
  laneId: string,
  reason: string | null,
): Promise<{ accountId: string; ref: string; kind: string } | null> =>
  tx.maybe(
    `update lanes set stopped_at = case when $2::text is not null then now() end, stop_reason = $2
      where id = $1::bigint returning account_id, ref, kind`,
    [laneId, reason],
  )
