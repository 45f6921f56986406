import type { Queryable } from '#platform/database/database.ts'

/** `failed`: what was given up; `missing`: what was never delivered; `all`: everything that the endpoint subscribes to. */
export const replayKinds = ['failed', 'missing', 'all'] as const
export type ReplayKind = (typeof replayKinds)[number]

/** A span of events on its way to an endpoint once more. */
export interface Replay {
  id: string
  accountId: string
  endpointId: string
  what: ReplayKind
  from: string
  to: string
  state: 'running' | 'done' | 'stopped'
  /** Events looked at so far, and those of them that were queued. */
  examined: number
  queued: number
  /** Why it was stopped. */
  detail: string | null
  createdAt: string
  finishedAt: string | null
}

const columns = `id::text, account_id::text as "accountId", endpoint_id::text as "endpointId", what, from_at as "from",
  to_at as "to", state, examined, queued, detail, created_at as "createdAt", finished_at as "finishedAt"`

export async function insertReplay(
  tx: Queryable,
  replay: Pick<Replay, 'id' | 'accountId' | 'endpointId' | 'what'> & { from: string; to: string },
): Promise<Replay> {
  const { id, accountId, endpointId, what, from, to } = replay
  const { rows } = await tx.query<Replay>(
    `insert into webhook_replays (id, account_id, endpoint_id, what, from_at, to_at)
     values ($1, $2, $3, $4, $5::timestamptz, $6::timestamptz) returning ${columns}`,
    [id, accountId, endpointId, what, from, to],
  )
  return rows[0] as Replay
}

export async function hasRunningReplay(tx: Queryable, accountId: string, endpointId: string): Promise<boolean> {
  const { rows } = await tx.query(
    `select 1 from webhook_replays where account_id = $1 and endpoint_id = $2 and state = 'running' limit 1`,
    [accountId, endpointId],
  )
  return rows.length > 0
}

export async function selectReplay(
  tx: Queryable,
  accountId: string,
  endpointId: string,
  id: string,
): Promise<Replay | null> {
  const { rows } = await tx.query<Replay>(
    `select ${columns} from webhook_replays where account_id = $1 and endpoint_id = $2 and id = $3`,
    [accountId, endpointId, id],
  )
  return rows[0] ?? null
}

/** Newest first. */
export async function selectReplays(
  tx: Queryable,
  accountId: string,
  endpointId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<Replay[]> {
  const { rows } = await tx.query<Replay>(
    `select ${columns} from webhook_replays
      where account_id = $1 and endpoint_id = $2 and ($3::uuid is null or id < $3::uuid) order by id desc limit $4`,
    [accountId, endpointId, before, limit],
  )
  return rows
}

export async function stopReplay(tx: Queryable, accountId: string, id: string, detail: string): Promise<boolean> {
  const { rows } = await tx.query(
    `update webhook_replays set state = 'stopped', detail = $3, finished_at = now()
      where account_id = $1 and id = $2 and state = 'running' returning id`,
    [accountId, id, detail],
  )
  return rows.length > 0
}

export interface ReplayInHand extends Pick<Replay, 'id' | 'accountId' | 'endpointId' | 'what' | 'from' | 'to'> {
  position: string | null
  laneId: string
  enabled: boolean
  /** Fewer than `maxWaiting` deliveries wait in its lane. */
  hasRoom: boolean
}

/** The replay, held until the transaction ends; null: it is over, or its endpoint is gone. */
export async function takeReplay(
  tx: Queryable,
  accountId: string,
  id: string,
  maxWaiting: number,
): Promise<ReplayInHand | null> {
  return tx.maybe<ReplayInHand>(
    `select r.id::text, r.account_id::text as "accountId", r.endpoint_id::text as "endpointId", r.what, r.from_at as "from",
            r.to_at as "to", r.position::text, p.lane_id::text as "laneId", p.enabled,
            not exists (select from lane_items i where i.lane_id = p.lane_id offset $3) as has_room
       from webhook_replays r join endpoints p on p.id = r.endpoint_id and p.account_id = r.account_id
      where r.account_id = $1 and r.id = $2 and r.state = 'running' for update of r`,
    [accountId, id, maxWaiting],
  )
}

/**
 * Queues what the next `count` events of the span have for the endpoint, behind everything new, and moves on. A delivery
 * keeps its id; what waits already is left as it is. Answers how many events there were: fewer than `count` is the end.
 */
export async function stepReplay(tx: Queryable, replay: ReplayInHand, count: number): Promise<number> {
  const { id, accountId, endpointId, what, from, to, position, laneId } = replay
  const { rows } = await tx.query<{ examined: number }>(
    `with batch as materialized (
       select e.id, e.type, e.data from events e
        where e.account_id = $1 and e.id > coalesce($5::uuid, uuid_v7_floor($3::timestamptz)) and e.id < uuid_v7_floor($4::timestamptz)
        order by e.id limit $8),
     wanted as (
       select b.id, delivery_id(b.id, p.id) as ref, case when p.ordered then event_ordering_key(b.type, b.data) else 0 end as ordering_key
         from batch b join endpoints p on p.id = $2 and p.account_id = $1
         left join deliveries d on d.id = delivery_id(b.id, p.id) and d.account_id = $1
        where case $6::text when 'failed' then d.state = 'failed'
                            when 'missing' then p.event_types && event_patterns(b.type) and d.state is distinct from 'delivered'
                            else p.event_types && event_patterns(b.type) end),
     queued as (
       insert into lane_items (lane_id, ordering_key, account_id, priority, ref, event_id)
       select $7::bigint, w.ordering_key, $1, 3, w.ref, w.id from wanted w
        where not exists (select from lane_items q where q.lane_id = $7::bigint and q.account_id = $1 and q.ref = w.ref)
        order by w.id returning 1),
     done as (select count(*)::int as examined, max(id::text)::uuid as last from batch)
     update webhook_replays r set position = coalesce(done.last, r.position), examined = r.examined + done.examined,
            queued = r.queued + (select count(*)::int from queued),
            state = case when done.examined < $8 then 'done' else r.state end,
            finished_at = case when done.examined < $8 then now() end
       from done where r.id = $9 and r.account_id = $1 returning done.examined`,
    [accountId, endpointId, from, to, position, what, laneId, count, id],
  )
  return rows[0]?.examined ?? 0
}

/** Two starts for one endpoint come one after the other. */
export async function lockReplays(tx: Queryable, endpointId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('replay|' || $1, 0))`, [endpointId])
}
