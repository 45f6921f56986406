import { Gauge, type Registry } from 'prom-client'
import { readSubscriberLags } from '#events/subscribers/subscriber-store.ts'
import { countUnapplied } from '#messaging/inbound/unapplied-items.ts'
import type { Database, Queryable } from '#platform/database/database.ts'
import { readJobFigures } from '#platform/jobs/job-figures.ts'

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

const countedAtMost = 10_000
const keptMs = 5_000

/** What waits in the database, whichever process will take it: every process shows the same. Read at most each 5 s. */
export function exposeBacklog(registry: Registry, db: Pick<Database, 'worker' | 'connections'>): void {
  const read = remember(() => readBacklog(db.worker), keptMs)
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    collect: (set: GaugeSetter) => Promise<void> | void,
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset()
        await collect((value, labels = {}) => this.set(labels, value))
      },
    })
  gauge(
    'dawk_lane_oldest_seconds',
    'How long the oldest due item of a kind of lane has waited',
    ['kind'],
    async (set) => {
      for (const { kind, oldestSeconds } of (await read()).lanes) set(oldestSeconds, { kind })
    },
  )
  gauge('dawk_lanes_paused', 'Lanes that are paused or whose circuit breaker is open', ['kind'], async (set) => {
    for (const { kind, paused } of (await read()).lanes) set(paused, { kind })
  })
  gauge(
    'dawk_journal_unapplied',
    `Notifications of Meta that are not applied yet, at most ${countedAtMost}`,
    [],
    async (set) => set((await read()).journal.count),
  )
  gauge(
    'dawk_journal_oldest_seconds',
    'How long the oldest notification that is not applied has waited',
    [],
    async (set) => set((await read()).journal.oldestSeconds),
  )
  gauge(
    'dawk_unapplied_webhook_items',
    "Parts of Meta's notifications that could not be applied; given_up wait for an operator",
    ['state'],
    async (set) => {
      const { retrying, givenUp } = await countUnapplied(db.worker)
      set(retrying, { state: 'retrying' })
      set(givenUp, { state: 'given_up' })
    },
  )
  const jobs = remember(() => readJobFigures(db.worker), keptMs)
  gauge(
    'dawk_job_oldest_seconds',
    'How long the job of a kind that has waited longest is due',
    ['kind'],
    async (set) => {
      for (const { kind, oldestSeconds } of await jobs()) set(oldestSeconds, { kind })
    },
  )
  gauge('dawk_jobs_dead', 'Jobs that failed for the last time and wait for an operator', ['kind'], async (set) => {
    for (const { kind, dead } of await jobs()) set(dead, { kind })
  })
  gauge(
    'dawk_subscriber_lag_events',
    'Events that a subscriber of the log has not passed yet',
    ['name'],
    async (set) => {
      for (const { name, events } of await readSubscriberLags(db.worker)) set(events, { name })
    },
  )
  gauge('dawk_database_connections', 'Connections of this process, and calls that wait for one', ['state'], (set) => {
    for (const [state, count] of Object.entries(db.connections())) set(count, { state })
  })
}

type GaugeSetter = (value: number, labels?: Record<string, string>) => void

/** One read for all gauges of a scrape, and for scrapers that come at once. A failure is not remembered. */
function remember<T>(read: () => Promise<T>, forMs: number): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | null = null
  return () => {
    if (last && Date.now() - last.at < forMs) return last.value
    const value = read()
    value.catch(() => (last = null))
    last = { at: Date.now(), value }
    return value
  }
}

/** The oldest of each lane and class stands first in an index, so a long queue costs no more than a short one. */
async function readBacklog(worker: Queryable): Promise<Backlog> {
  const [lanes, journal] = await Promise.all([
    worker.query<LaneBacklog>(
      `select l.kind, coalesce(extract(epoch from now() - min(head.run_at)), 0)::float8 as "oldestSeconds",
              (count(distinct l.id) filter (where l.shut_until > now()))::int as paused
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
