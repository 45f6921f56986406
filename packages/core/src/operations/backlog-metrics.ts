import { Gauge, type Registry } from 'prom-client'
import { readSubscriberLags } from '#events/subscribers/subscriber-store.ts'
import { countUnapplied } from '#messaging/inbound/unapplied-items.ts'
import type { Database } from '#platform/database/database.ts'
import { readJobFigures } from '#platform/jobs/job-figures.ts'
import { countedAtMost, selectBacklog } from './backlog-store.ts'

const keptMs = 5_000

/** What waits in the database, whichever process will take it: every process shows the same. Read at most each 5 s. */
export function exposeBacklog(registry: Registry, db: Pick<Database, 'worker' | 'connections'>): void {
  const read = remember(() => selectBacklog(db.worker), keptMs)
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
