import type { Queryable } from '../database/database.ts'
import type { LaneRow } from './lane.ts'
import type { LaneItem } from './lane-item.ts'

const laneColumns = `l.id::text, l.ref::text, l.account_id::text as "accountId", l.per_second as "perSecond", l.ordered, l.delivered_through, l.stopped_at is not null as stopped`

/** From now on the holder may deliver to an endpoint from memory alone. What stood there before, it has to recover from. */
const lastSequence = `coalesce(pg_sequence_last_value('event_sequence'), 0)`
const beginLease = `lease_owner = $1, lease_until = now() + $2 * interval '1 ms',
            delivered_through = case when l.kind = 'endpoint' then coalesce(l.delivered_through, ${lastSequence}) end`

interface LeaseRequest {
  owner: string
  kind: string
  leaseMs: number
  /** How many lanes at most. */
  limit: number
}

/** Leases those of the given lanes that nobody holds. */
export async function acquireLanes(
  db: Queryable,
  { owner, leaseMs, kind, limit, laneIds }: LeaseRequest & { laneIds: readonly string[] },
): Promise<LaneRow[]> {
  const { rows } = await db.query<LaneRow>(
    `with free as (
       select id, delivered_through from lanes
        where id = any ($4::bigint[]) and kind = $3 and (lease_owner is null or lease_until < now())
        limit $5 for update skip locked)
     update lanes l set ${beginLease}
       from free where l.id = free.id returning ${laneColumns}, free.delivered_through as recover_from`,
    [owner, leaseMs, kind, laneIds, limit],
  )
  return rows
}

/**
 * Leases lanes that nobody holds and that have something due, or whose last holder left something in memory alone; those
 * that have waited longest first. `due` is how many there were, the leased ones included.
 */
export async function searchLanes(
  db: Queryable,
  { owner, leaseMs, kind, limit, held }: LeaseRequest & { held: readonly string[] },
): Promise<{ due: number; rows: LaneRow[] }> {
  const { rows } = await db.query<{ due: number } & (LaneRow | { id: null })>(
    `with due as materialized (
       select l.id, coalesce(first.run_at, l.lease_until) as run_at from lanes l
         left join lateral (
          select i.run_at from (values (0::smallint), (1::smallint), (2::smallint), (3::smallint)) class(priority)
           cross join lateral (
             select j.run_at from lane_items j
              where j.lane_id = l.id and j.priority = class.priority and j.run_at <= now() order by j.run_at limit 1) i
           order by i.run_at limit 1) first on true
        where l.kind = $3 and (first.run_at is not null or l.delivered_through is not null) and (l.lease_owner is null or l.lease_until < now()) and l.id <> all ($4::bigint[])),
     free as (
       select l.id, l.delivered_through from (select id from due order by run_at limit $5) d join lanes l on l.id = d.id
        where l.lease_owner is null or l.lease_until < now() for update of l skip locked),
     taken as (
       update lanes l set ${beginLease}
         from free where l.id = free.id returning ${laneColumns}, free.delivered_through as recover_from)
     select (select count(*) from due)::int as due, taken.* from (values (1)) as always left join taken on true`,
    [owner, leaseMs, kind, held, limit],
  )
  return { due: rows[0]?.due ?? 0, rows: rows.filter((row): row is LaneRow & { due: number } => row.id !== null) }
}

export interface HeldLane {
  id: string
  /** How far the log has been dealt with; null: the lane has nothing to do with it, or nothing new is known. */
  through: string | null
}

/** Heartbeat: returns the lanes still held, with their present settings and whether they are paused. */
export async function renewLanes(
  db: Queryable,
  owner: string,
  leaseMs: number,
  held: readonly HeldLane[],
): Promise<LaneRow[]> {
  const { rows } = await db.query<LaneRow>(
    `update lanes l set lease_until = now() + $2 * interval '1 ms', delivered_through = greatest(l.delivered_through, x.through)
       from unnest($3::bigint[], $4::bigint[]) as x(id, through)
      where l.lease_owner = $1 and l.id = x.id returning ${laneColumns}, coalesce(l.paused_until > now(), false) as paused`,
    [owner, leaseMs, held.map(({ id }) => id), held.map(({ through }) => through)],
  )
  return rows
}

/** `clean`: those of them of which memory alone has nothing left. The others are recovered by whoever takes them next. */
export async function releaseLanes(
  db: Queryable,
  owner: string,
  { laneIds, clean }: { laneIds: readonly string[]; clean: readonly string[] },
): Promise<void> {
  await db.query(
    `update lanes set lease_owner = null, lease_until = null,
            delivered_through = case when id = any ($3::bigint[]) then null else delivered_through end
      where lease_owner = $1 and id = any ($2::bigint[])`,
    [owner, laneIds, clean],
  )
}

/** Shuts lanes, or opens them again (`ms` 0), for everybody who accepts into them. */
export async function pauseLane(db: Queryable, laneId: string, ms: number, reason: string): Promise<void> {
  await db.query(
    `update lanes set paused_until = case when $2 > 0 then now() + $2 * interval '1 ms' end,
            pause_reason = case when $2 > 0 then $3 end where id = $1::bigint`,
    [laneId, ms, reason],
  )
}

/** Notes for `ms` which of these lanes hold more than `most` items, and that the others do not; returns those that do. */
export async function noteFull(
  db: Queryable,
  owner: string,
  { laneIds, most, ms }: { laneIds: readonly string[]; most: number; ms: number },
): Promise<string[]> {
  const rows = await db.many<{ id: string }>(
    `with measured as materialized (
       select l.id, exists (select from lane_items i where i.lane_id = l.id and i.account_id = l.account_id offset $3 limit 1) as is_full
         from lanes l where l.id = any ($1::bigint[]) and l.lease_owner = $2),
     noted as (
       update lanes l set full_until = case when m.is_full then now() + $4 * interval '1 ms' end
         from measured m where l.id = m.id and (m.is_full or l.full_until is not null))
     select id from measured where is_full`,
    [laneIds, owner, most, ms],
  )
  return rows.map(({ id }) => id)
}

export interface LoadRequest {
  laneId: string
  count: number
  /** Only of classes before this one. */
  before: number
  /** Items that are in memory already; not all of them, where they are many. */
  known: string[]
  /** Ordering keys of which enough is in memory. */
  full: string[]
}

/** The next due items of many lanes in one round trip; best class first, then by due time. */
export async function selectItems(db: Queryable, requests: readonly LoadRequest[]): Promise<LaneItem[]> {
  const { rows } = await db.query<Omit<LaneItem, 'startedAt'> & { startedAt: string | null }>(
    `select i.lane_id::text as "laneId", i.ordering_key::text, i.id::text, i.account_id::text as "accountId",
            i.priority::int, i.ref::text, i.event_id::text as "eventId", i.attempts::int, i.started_at as "startedAt"
       from json_to_recordset($1::json) as want(lane_id bigint, n int, "before" smallint, known bigint[], "full" bigint[])
      cross join lateral (
        select w.* from (values (0::smallint), (1::smallint), (2::smallint), (3::smallint)) class(priority)
         cross join lateral (
           select * from lane_items j
            where j.lane_id = want.lane_id and j.priority = class.priority and class.priority < want."before" and j.run_at <= now()
              and j.id <> all (want.known) and (cardinality(want."full") = 0 or j.ordering_key <> all (want."full"))
            order by j.run_at, j.id limit want.n) w
         order by w.priority, w.run_at, w.id limit want.n) i`,
    [JSON.stringify(requests.map(({ laneId, count, ...rest }) => ({ lane_id: laneId, n: count, ...rest })))],
  )
  return rows.map((row) => ({ ...row, startedAt: row.startedAt === null ? null : Date.parse(row.startedAt) }))
}

/** Those of the lanes that have something due: a probe of the index for each class, whatever waits in them. */
export async function selectDueLanes(db: Queryable, laneIds: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ id: string }>(
    `select l.id from unnest($1::bigint[]) as l(id)
       cross join lateral (
         select from (values (0::smallint), (1::smallint), (2::smallint), (3::smallint)) class(priority)
          cross join lateral (
            select from lane_items j
             where j.lane_id = l.id and j.priority = class.priority and j.run_at <= now() limit 1) i limit 1) due`,
    [laneIds],
  )
  return rows.map(({ id }) => id)
}

/** Items whose retry lies ahead: a new owner keeps their ordering keys waiting, as the last one did. */
export async function selectWaitingRetries(db: Queryable, laneIds: readonly string[]): Promise<LaneItem[]> {
  const { rows } = await db.query<LaneItem>(
    `select lane_id::text as "laneId", ordering_key::text, id::text, account_id::text as "accountId", priority::int, ref::text,
            event_id::text as "eventId", attempts::int, null as "startedAt"
       from lane_items where lane_id = any ($1::bigint[]) and priority between 0 and 3 and run_at > now() and ordering_key <> 0
      order by id limit 10000`,
    [laneIds],
  )
  return rows
}

/**
 * Marks items as leaving, before they leave: what is marked and has no outcome is unconfirmed after a crash, what is not
 * marked is safe to send. Only under a valid lease. Returns the ids that were marked; the others are gone or not ours.
 */
export async function markStarted(db: Queryable, owner: string, items: readonly LaneItem[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `update lane_items i set started_at = now(), attempts = i.attempts + 1
      where id = any ($1::bigint[]) and started_at is null
        and exists (select from lanes l where l.id = i.lane_id and l.lease_owner = $2 and l.lease_until > now())
      returning id::text`,
    [items.map(({ id }) => id), owner],
  )
  return new Set(rows.map((row) => row.id))
}

/**
 * Takes the mark back from items that did not leave. `attempts` only grows, so it tells our mark from one that a later
 * owner made after it had decided ours: that one stays, and so this may be repeated.
 */
export async function unmarkStarted(db: Queryable, items: readonly LaneItem[]): Promise<void> {
  await db.query(
    `update lane_items i set started_at = null
       from json_to_recordset($1::json) as x(id bigint, attempts int)
      where i.id = x.id and i.id = any ($2::bigint[]) and i.started_at is not null and i.attempts = x.attempts + 1`,
    [JSON.stringify(items.map(({ id, attempts }) => ({ id, attempts }))), items.map(({ id }) => id)],
  )
}

/** Deletes items from their lanes. */
export async function removeItems(tx: Queryable, items: readonly Pick<LaneItem, 'id'>[]): Promise<void> {
  if (items.length === 0) return
  await tx.query('delete from lane_items where id = any ($1::bigint[])', [items.map(({ id }) => id)])
}
