import type { Queryable } from '#platform/database/database.ts'

interface LaneBacklog {
  kind: string
  /** Of the oldest item that is due; 0: none is. */
  oldestSeconds: number
  paused: number
}

interface Backlog {
  lanes: LaneBacklog[]
  /** Of Meta's notifications that are stored and not applied; counted up to `countedAtMost`. */
  journal: { count: number; oldestSeconds: number }
}

/** Of the journal. */
export const countedAtMost = 10_000

/** The oldest of each lane and class stands first in an index, so a long queue costs no more than a short one. */
export async function selectBacklog(worker: Queryable): Promise<Backlog> {
  const [lanes, journal] = await Promise.all([
    worker.query<LaneBacklog>(
      `select l.kind, coalesce(extract(epoch from now() - min(head.run_at)), 0)::float8 as "oldestSeconds",
              (count(distinct l.id) filter (where l.paused_until > now()))::int as paused
         from lanes l
         left join lateral (
           select (select i.run_at from lane_items i
                    where i.lane_id = l.id and i.priority = class and i.run_at <= now() order by i.run_at limit 1) as run_at
             from generate_series(0, 3) as class) as head on true
        group by l.kind`,
    ),
    worker.query<{ count: number; oldestSeconds: number }>(
      `select count(*)::int as count,
              coalesce(extract(epoch from now() - to_timestamp(min(received_ms) / 1000.0)), 0)::float8 as "oldestSeconds"
         from (select ('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint as received_ms
                 from journal_pending order by id limit ${countedAtMost}) as pending`,
    ),
  ])
  return { lanes: lanes.rows, journal: journal.rows[0] ?? { count: 0, oldestSeconds: 0 } }
}

/** What a copy would send of what was accepted before it was made, for one account. */
export interface AccountBacklog {
  accountId: string
  name: string
  /** In a lane of a number, or scheduled. */
  messages: number
  /** Of these, how many have left, or may have: they are repeated when nothing is heard of them. */
  unconfirmed: number
  deliveries: number
  /** When the oldest of them was accepted, ISO 8601. */
  oldest: string
}

/** The accounts with the most first, at most 50. `before`: ISO 8601. Ids of messages and events begin with their instant. */
export async function listBacklog(worker: Queryable, before: string): Promise<AccountBacklog[]> {
  const { rows } = await worker.query<AccountBacklog>(
    `with waiting as (
       select account_id, coalesce(event_id, ref) as id, event_id is not null as is_delivery, started_at is not null as left_already
         from lane_items
       union all
       select account_id, message_id, false, false from scheduled_messages)
     select w.account_id::text as "accountId", a.name,
            (count(*) filter (where not is_delivery))::int as messages,
            (count(*) filter (where not is_delivery and left_already))::int as unconfirmed,
            (count(*) filter (where is_delivery))::int as deliveries,
            min(w.id::text) as oldest
       from waiting w join accounts a on a.id = w.account_id
      where w.id < uuid_v7_floor($1::timestamptz)
      group by w.account_id, a.name order by count(*) desc limit 50`,
    [before],
  )
  return rows.map((row) => ({ ...row, oldest: instantOf(row.oldest) }))
}

/** The instant in a UUIDv7, in ISO 8601. */
const instantOf = (id: string): string => new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()
