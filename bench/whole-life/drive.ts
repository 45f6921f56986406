import { once } from 'node:events'
import { startProcess } from '../../tests/support/processes.ts'
import { countsPerMessage, type DatabaseCounts, readCounts } from './database-counts.ts'
import type { PacedLoadResult, PacedLoadSpec } from './paced-load.ts'
import { processorMicros } from './processor-time.ts'
import type { RelaySystem, Surroundings } from './systems.ts'

/** What one system did at one rate. */
export interface Driven {
  system: string
  perSecond: number
  /** Whole messages a second while the load ran: every status of them had reached the customer. */
  wholePerSecond: number
  /** It kept up: what was under way at the end is no more than it was soon after the start. */
  flat: boolean
  /** Per whole message. */
  micros: { gateway: number; database: number; simulator: number; load: number; receiver: number }
  /** Per whole message. */
  counts: DatabaseCounts | null
  accept: { p50Ms: number; p99Ms: number }
}

/** Statuses of a message: sent, delivered, read. */
const statuses = 3
const connections = 64
/** Until the statuses of the first messages have come round. */
const settleSeconds = 2
/** A system that finishes less than this share of what is sent is falling behind. */
const keepsUp = 0.97

export interface Window {
  perSecond: number
  warmUpSeconds: number
  seconds: number
  /** Waits until the database has told all that it counted: a backend that has become idle tells the last of it after 10 s. */
  countsExactly: boolean
}

/** PGSTAT_IDLE_INTERVAL of PostgreSQL, and a little. */
const tellsAfterMs = 10_500

interface Reading {
  at: number
  delivered: number
}

interface FullReading extends Reading {
  micros: Omit<Driven['micros'], 'load'>
  counts: DatabaseCounts | null
}

/**
 * Warms a system up, then sends at a fixed rate. Costs are read while nothing is under way, before the load and after it,
 * so that they belong to exactly the messages between; whether the system keeps up is read while the load runs.
 */
export async function drive(system: RelaySystem, around: Surroundings, window: Window): Promise<Driven> {
  const { perSecond, warmUpSeconds, seconds, countsExactly } = window
  const untilCounted = async () => {
    await untilQuiet(around)
    if (countsExactly) await pause(tellsAfterMs)
  }
  await startLoad(system, perSecond, warmUpSeconds).ended
  await untilCounted()
  const before = await readAll(system, around)
  const load = startLoad(system, perSecond, seconds)
  await pause(settleSeconds * 1000)
  const early = await readDelivered(around)
  await pause(seconds * 1000 - (performance.now() - before.at))
  const late = await readDelivered(around)
  const loadMicros = await processorMicros(load.pid)
  const result = await load.ended
  await untilCounted()
  const after = await readAll(system, around)
  const wholePerSecond = (late.delivered - early.delivered) / statuses / ((late.at - early.at) / 1000)
  const whole = (after.delivered - before.delivered) / statuses
  const { gateway, database, simulator, receiver } = before.micros
  return {
    system: system.name,
    perSecond,
    wholePerSecond,
    flat: wholePerSecond >= perSecond * keepsUp && Object.keys(result.otherStatuses).length === 0,
    micros: {
      gateway: (after.micros.gateway - gateway) / whole,
      database: (after.micros.database - database) / whole,
      simulator: (after.micros.simulator - simulator) / whole,
      load: loadMicros / whole,
      receiver: (after.micros.receiver - receiver) / whole,
    },
    counts: before.counts && after.counts && countsPerMessage(before.counts, after.counts, whole),
    accept: { p50Ms: result.p50Ms, p99Ms: result.p99Ms },
  }
}

interface RunningLoad {
  pid: number
  ended: Promise<PacedLoadResult>
}

function startLoad(system: RelaySystem, perSecond: number, seconds: number): RunningLoad {
  const { name, sendUrl, moreSendUrls = [], authorization, moreAuthorizations = [] } = system
  const authorizations = [authorization, ...moreAuthorizations]
  const spec: PacedLoadSpec = { urls: [sendUrl, ...moreSendUrls], authorizations, perSecond, seconds, connections }
  const { child, output } = startProcess('bench/whole-life/paced-load.ts', [JSON.stringify(spec)], {})
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`The load on ${name} failed: ${output()}`)
    return JSON.parse(output().trim().split('\n').at(-1) ?? '') as PacedLoadResult
  })
  ended.catch(() => undefined) // it is awaited later
  return { pid: child.pid ?? 0, ended }
}

async function readAll(system: RelaySystem, around: Surroundings): Promise<FullReading> {
  const { receiver } = around
  const pids = [system.pids.gateway, ...(system.otherPids ?? [])]
  const [{ at, delivered }, gateway, database, simulator, receiving] = await Promise.all([
    readDelivered(around),
    Promise.all(pids.map(processorMicros)).then((all) => all.reduce((sum, micros) => sum + micros, 0)),
    system.databaseMicros(),
    processorMicros(system.pids.simulator),
    processorMicros(receiver.running.child.pid ?? 0),
  ])
  const counts = system.counter && (await readCounts(system.counter))
  return { at, delivered, counts, micros: { gateway, database, simulator, receiver: receiving } }
}

async function readDelivered({ receiver }: Surroundings): Promise<Reading> {
  const { count } = (await (await fetch(receiver.url)).json()) as { count: number }
  return { at: performance.now(), delivered: count }
}

/** Until nothing has reached the customer for a second and a half. */
async function untilQuiet(around: Surroundings): Promise<void> {
  for (let before = -1, quiet = 0; quiet < 3; ) {
    const { delivered } = await readDelivered(around)
    quiet = delivered === before ? quiet + 1 : 0
    before = delivered
    await pause(500)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
