import type { Logger } from 'pino'
import type { Database, Queryable } from '../database/database.ts'
import { isDatabaseUnavailable } from '../database/errors.ts'
import { createGroupCommit } from '../database/group-commit.ts'
import { newId } from '../ids.ts'
import { Lane, type LaneRow } from './lane.ts'
import type { Attempted, LaneItem } from './lane-item.ts'
import {
  acquireLanes,
  loadItems,
  loadWaitingRetries,
  markStarted,
  releaseLanes,
  renewLanes,
  shutLane,
} from './lane-repository.ts'
import { Signal } from './signal.ts'

export interface Settlement<Outcome> {
  item: LaneItem
  attempted: Attempted<Outcome>
}

/** What a kind of lane does with its items; the engine decides when. */
export interface LaneHandler<Job, Outcome> {
  kind: 'number' | 'endpoint'
  /** Mark each item before it leaves, so that after a crash an unknown outcome is not blindly repeated. */
  marksBeforeAttempt: boolean
  concurrency(row: LaneRow): number
  /** The contents of many items in one round trip; an item without an entry is not to be sent any more. */
  prepare(items: readonly LaneItem[]): Promise<Map<string, Job>>
  /** Never throws. */
  attempt(item: LaneItem, job: Job): Promise<Attempted<Outcome>>
  /**
   * Records many outcomes and removes or reschedules their items, in the given transaction. Returns other lanes that
   * got items by it.
   */
  settle(tx: Queryable, batch: readonly Settlement<Outcome>[]): Promise<readonly string[]>
  /** Drops items whose content is gone; returns other lanes that got items by it. */
  drop(tx: Queryable, items: readonly LaneItem[]): Promise<readonly string[]>
  /** To be told of those lanes, after the commit. */
  wakeLanes(laneIds: readonly string[]): void
  /** Decides items in doubt whose grace is over; returns the ids of those that still are in doubt. */
  resolveDoubts(tx: Queryable, overdue: readonly LaneItem[], waiting: readonly LaneItem[]): Promise<Set<string>>
  doubtGraceMs: number
}

export interface LaneEngine {
  start(): void
  /** Items were added to these lanes. */
  wake(laneIds: readonly string[]): void
  /** Whether this process leases the lane. */
  holds(laneId: string): boolean
  /** Takes no new items, lets running attempts end and records them, gives the leases back. */
  stop(): Promise<void>
  /** For metrics. */
  figures(): { lanes: number; waiting: number; inFlight: number; inDoubt: number }
}

interface EngineOptions<Job, Outcome> {
  db: Database
  log: Logger
  handler: LaneHandler<Job, Outcome>
  leaseMs: number
  maxLanes?: number
}

const loadCount = 512
const lowWater = 128
/** Attempts under way in one process, over all its lanes. */
const maxInFlight = 2000
/** Batches whose contents are being fetched at a time. */
const maxSends = 3
const pollMs = 1000
const idleReleaseMs = 60_000

/**
 * Runs the lanes of one kind that this process has leased. The lease makes it their only sender, so pace, order and
 * breaker need no shared counter; the lease's own deadline is checked right before anything leaves.
 */
export function createLaneEngine<Job, Outcome>(options: EngineOptions<Job, Outcome>): LaneEngine {
  const { db, log, handler, leaseMs, maxLanes = 2000 } = options
  const owner = newId()
  const lanes = new Map<string, Lane>()
  const signal = new Signal()
  const settling = createGroupCommit<Settlement<Outcome>, true>({
    flush: settleBatch,
    maxBatch: 500,
    maxPending: 1_000_000, // bounded by what is in flight
    concurrency: 1,
  })
  let stopping = false
  let turn = 0
  let sends = 0
  let sendAfter = 0
  let running: Promise<void> = Promise.resolve()
  let renewAt = 0
  let acquireAt = 0
  let pollAt = 0
  let doubtsAt = 0

  function start(): void {
    running = run()
  }

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        await step(performance.now())
        await signal.wait(idleMs(performance.now()))
      } catch (error) {
        const level = isDatabaseUnavailable(error) ? 'warn' : 'error'
        log[level]({ err: error, lanes: handler.kind }, 'lane engine: trying again')
        await signal.wait(500)
        await new Promise((resolve) => setTimeout(resolve, 100)) // a storm of wakes must not make this a hot loop
      }
    }
  }

  async function step(now: number): Promise<void> {
    if (now >= renewAt) await renew(now)
    if (now >= acquireAt) await acquire(now)
    if (now >= pollAt) poll(now)
    if (now >= doubtsAt) await settleDoubts(now)
    sendMore(now)
    await load(now)
    sendMore(performance.now())
  }

  /** Fetching the contents of one batch does not keep the next from leaving. */
  function sendMore(now: number): void {
    if (sends >= maxSends || now < sendAfter) return
    const picked = pick(now)
    if (picked.length === 0) return
    sends += 1
    void send(picked)
      .catch((error) => {
        sendAfter = performance.now() + 500 // the items are loaded again; a database that is away must not make this a hot loop
        log.warn({ err: error, lanes: handler.kind }, 'lane engine: a batch did not leave')
      })
      .finally(() => {
        sends -= 1
        signal.raise()
      })
  }

  function idleMs(now: number): number {
    let next = Math.min(renewAt, acquireAt, pollAt) - now
    if (sends >= maxSends) return Math.max(0, next) // the end of one raises the signal
    for (const lane of lanes.values()) next = Math.min(next, lane.nextMs(now) ?? next)
    return Math.max(0, next)
  }

  async function renew(now: number): Promise<void> {
    renewAt = now + leaseMs / 3
    if (lanes.size === 0) return
    const rows = await renewLanes(db.worker, owner, leaseMs, [...lanes.keys()])
    const held = new Map(rows.map((row) => [row.id, row]))
    for (const lane of [...lanes.values()]) {
      const row = held.get(lane.row.id)
      if (!row)
        lanes.delete(lane.row.id) // lost: what is under way ends as in doubt at its new owner
      else {
        lane.leaseUntil = now + leaseMs * 0.8
        lane.reconfigure(row.perSecond, handler.concurrency(row))
      }
    }
    await releaseIdle(now)
  }

  async function releaseIdle(now: number): Promise<void> {
    const idle = [...lanes.values()].filter((lane) => lane.isIdle && now - lane.idleSince > idleReleaseMs)
    if (idle.length === 0) return
    for (const lane of idle) lanes.delete(lane.row.id)
    await releaseLanes(
      db.worker,
      owner,
      idle.map((lane) => lane.row.id),
    )
  }

  async function acquire(now: number): Promise<void> {
    acquireAt = now + pollMs
    const rows = await acquireLanes(db.worker, {
      owner,
      kind: handler.kind,
      leaseMs,
      held: [...lanes.keys()],
      limit: Math.max(0, maxLanes - lanes.size),
    })
    if (rows.length === 0) return
    for (const row of rows) {
      const lane = new Lane(row, now, handler.concurrency(row))
      lane.leaseUntil = now + leaseMs * 0.8
      lane.idleSince = now
      lanes.set(row.id, lane)
    }
    const ordered = rows.filter((row) => row.ordered).map((row) => row.id)
    if (ordered.length === 0) return
    for (const item of await loadWaitingRetries(db.worker, ordered)) lanes.get(item.laneId)?.holdStrand(item, now)
  }

  /** Finds what nobody told us of: items of other processes, retries that fell due while a hint was lost. */
  function poll(now: number): void {
    pollAt = now + pollMs
    for (const lane of lanes.values()) {
      lane.exhausted = false
      if (!lane.isIdle) lane.idleSince = now
    }
  }

  async function load(now: number): Promise<void> {
    const hungry: Lane[] = []
    for (const lane of lanes.values()) {
      if (lane.reloadAt <= now) {
        lane.reloadAt = Number.POSITIVE_INFINITY
        lane.exhausted = false
      }
      if (!lane.exhausted && lane.waiting < lowWater) hungry.push(lane)
    }
    if (hungry.length === 0) return
    const wakes = hungry.map((lane) => lane.wakes)
    for (const lane of hungry) lane.beginLoad()
    const items = await loadItems(
      db.worker,
      hungry.map((lane) => ({ laneId: lane.row.id, count: lane.known.size + loadCount, full: lane.fullStrands() })),
    )
    const byLane = Map.groupBy(items, (item) => item.laneId)
    for (const [index, lane] of hungry.entries()) {
      const found = byLane.get(lane.row.id) ?? []
      const full = found.length >= lane.known.size + loadCount
      takeIn(lane, found)
      lane.endLoad()
      if (!full && lane.wakes === wakes[index] && lane.fullStrands().length === 0) lane.exhausted = true
      if (lane.waiting > 0) signal.raise()
    }
  }

  /**
   * Marked items that are not ours under way left under an earlier owner: they are in doubt. Their grace counts from now:
   * while nobody was here, nobody may have heard Meta's webhooks either.
   */
  function takeIn(lane: Lane, found: readonly LaneItem[]): void {
    const fresh: LaneItem[] = []
    for (const item of found) {
      if (item.startedAt === null) fresh.push(item)
      else if (!lane.isKnown(item.id)) {
        lane.known.add(item.id)
        doubt(lane, item, Date.now())
      }
    }
    lane.offer(fresh)
  }

  function doubt(lane: Lane, item: LaneItem, startedAt: number): void {
    const until = performance.now() + Math.max(0, startedAt + handler.doubtGraceMs - Date.now())
    lane.doubts.set(item.id, { item, until })
    lane.holdStrand(item, performance.now())
  }

  /** Each time another lane is asked first, so that a full process serves all of them. */
  function pick(now: number): LaneItem[] {
    const all = [...lanes.values()]
    let room = maxInFlight - all.reduce((sum, lane) => sum + lane.inFlight, 0)
    const picked: LaneItem[] = []
    turn = all.length === 0 ? 0 : (turn + 1) % all.length
    for (let index = 0; index < all.length && room > 0; index += 1) {
      const taken = all[(turn + index) % all.length]?.take(now, room) ?? []
      room -= taken.length
      picked.push(...taken)
    }
    return picked
  }

  async function send(picked: readonly LaneItem[]): Promise<void> {
    const takenFrom = new Map(picked.map((item) => [item.id, lanes.get(item.laneId)]))
    let leaving: Set<string> | null = null
    let jobs: Map<string, Job>
    try {
      ;[leaving, jobs] = await Promise.all([
        handler.marksBeforeAttempt ? markStarted(db.worker, owner, picked) : null,
        handler.prepare(picked),
      ])
    } catch (error) {
      for (const item of picked) takenFrom.get(item.id)?.forget(item)
      poll(performance.now())
      throw error
    }
    const gone: LaneItem[] = []
    for (const item of picked) {
      const lane = takenFrom.get(item.id)
      if (!lane) continue
      const job = jobs.get(item.id)
      // a process that stood still since the mark may have lost the lane: what is marked is then in doubt, not sent
      const isOver = performance.now() >= lane.leaseUntil || lanes.get(item.laneId) !== lane
      if (isOver || (leaving !== null && !leaving.has(item.id))) lane.forget(item)
      else if (job === undefined) {
        lane.forget(item)
        gone.push(item)
      } else void attempt(lane, item, job)
    }
    if (gone.length > 0) handler.wakeLanes(await db.worker.transaction((tx) => handler.drop(tx, gone)))
  }

  async function attempt(lane: Lane, item: LaneItem, job: Job): Promise<void> {
    const startedAt = Date.now()
    item.attempts += 1
    const attempted = await handler.attempt(item, job)
    const now = performance.now()
    lane.attempted(item, attempted, now)
    signal.raise()
    await judge(lane, attempted, now)
    if (attempted.next === 'unknown') doubt(lane, item, startedAt)
    await settling
      .add({ item, attempted })
      .catch((error) => log.error({ err: error, item }, 'an outcome was not recorded'))
    if (attempted.next !== 'unknown') lane.settled(item.id)
    if (attempted.next === 'retry') lane.reloadAt = Math.min(lane.reloadAt, now + attempted.afterMs)
    if (lane.known.size === 0) lane.idleSince = performance.now()
  }

  async function judge(lane: Lane, attempted: Attempted<Outcome>, now: number): Promise<void> {
    if (attempted.slowDown) lane.bucket.slowDown(now, lane.inFlight)
    if (attempted.pause) {
      lane.pause(now + attempted.pause.ms)
      await shut(lane, attempted.pause.ms, attempted.pause.reason)
    }
    if (attempted.destinationFailed) {
      const openMs = lane.breaker.failed(now)
      if (openMs > 0) await shut(lane, openMs, 'the destination fails repeatedly')
    } else if (lane.breaker.succeeded()) await shut(lane, 0, '')
  }

  async function shut(lane: Lane, ms: number, reason: string): Promise<void> {
    if (ms > 0) log.warn({ lane: lane.row.id, kind: handler.kind, ms, reason }, 'lane shut')
    await shutLane(db.worker, lane.row.id, ms, reason).catch((error) =>
      log.warn({ err: error }, 'lane state not stored'),
    )
  }

  /** Outcomes are facts that only this process knows: it holds on to them until the database takes them. */
  async function settleBatch(batch: Settlement<Outcome>[]): Promise<true[]> {
    for (let tries = 0; ; tries += 1) {
      try {
        handler.wakeLanes(await db.worker.transaction((tx) => handler.settle(tx, batch)))
        return batch.map(() => true as const)
      } catch (error) {
        if (!isDatabaseUnavailable(error) || (stopping && tries > 20)) throw error
        await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 100 * 2 ** tries)))
      }
    }
  }

  async function settleDoubts(now: number): Promise<void> {
    doubtsAt = now + pollMs
    const doubts = [...lanes.values()].flatMap((lane) => [...lane.doubts.values()])
    if (doubts.length === 0) return
    const overdue = doubts.filter(({ until }) => until <= now).map(({ item }) => item)
    const waiting = doubts.filter(({ until }) => until > now).map(({ item }) => item)
    const remaining = await db.worker.transaction((tx) => handler.resolveDoubts(tx, overdue, waiting))
    for (const { item } of doubts) if (!remaining.has(item.id)) resolved(item)
  }

  function resolved(item: LaneItem): void {
    const lane = lanes.get(item.laneId)
    if (!lane) return
    lane.doubts.delete(item.id)
    lane.known.delete(item.id)
    lane.freeStrand(item)
    lane.exhausted = false
    signal.raise()
  }

  function wake(laneIds: readonly string[]): void {
    for (const laneId of laneIds) {
      const lane = lanes.get(laneId)
      if (lane) {
        lane.wakes += 1
        lane.exhausted = false
      } else acquireAt = 0
    }
    signal.raise()
  }

  async function stop(): Promise<void> {
    stopping = true
    signal.raise()
    await running
    const idle = async () => {
      while (sends > 0 || [...lanes.values()].some((lane) => lane.inFlight > 0))
        await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await idle()
    await settling.drain()
    await releaseLanes(db.worker, owner, [...lanes.keys()]).catch(() => undefined)
  }

  function figures() {
    const sum = { lanes: lanes.size, waiting: 0, inFlight: 0, inDoubt: 0 }
    for (const lane of lanes.values()) {
      sum.waiting += lane.waiting
      sum.inFlight += lane.inFlight
      sum.inDoubt += lane.doubts.size
    }
    return sum
  }

  return { start, wake, holds: (laneId) => lanes.has(laneId), stop, figures }
}
