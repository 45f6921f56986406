import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import { isDatabaseUnavailable } from '../database/errors.ts'
import { newId } from '../ids.ts'
import { createAttemptSlots } from './attempt-slots.ts'
import { createFullLanes } from './full-lanes.ts'
import { bulkClass, classes, type Lane } from './lane.ts'
import type { LaneHandler } from './lane-handler.ts'
import type { LaneItem } from './lane-item.ts'
import { createLaneLeases } from './lane-leases.ts'
import { createLaneLoading } from './lane-loading.ts'
import { createLaneMemory } from './lane-memory.ts'
import { createLaneSending } from './lane-sending.ts'
import { createLaneSettling, type LaneSettling } from './lane-settling.ts'
import type { LaneWork } from './lane-work.ts'
import { createRowlessItems, type MemoryOffer, type RecordedItem } from './rowless-items.ts'
import { Signal } from './signal.ts'
import { createUnconfirmedItems } from './unconfirmed-items.ts'

export interface LaneEngine {
  start(): void
  /** Items were added to these lanes. */
  wake(laneIds: readonly string[]): void
  /** The pace of a lane has changed, or its pause was taken away. */
  refresh(laneId: string): void
  /** A transaction is about to record items of these accounts: the lanes that would take them without a row. Null: none would. */
  offerMemory(accountIds: ReadonlySet<string>): MemoryOffer | null
  /** Items were added that this process has in hand: they leave without being read back, where that changes no order. */
  handOver(recorded: readonly RecordedItem[]): void
  /** Whether this process leases the lane. */
  holds(laneId: string): boolean
  /** Takes no new items, lets running attempts end and records them, gives the leases back. */
  stop(): Promise<void>
  /** For metrics. `unleased`: lanes with something due that no process held when this one last searched. */
  figures(): { lanes: number; waiting: number; inFlight: number; unconfirmed: number; unleased: number }
}

interface EngineOptions<Job, Outcome> {
  db: Database
  log: Logger
  handler: LaneHandler<Job, Outcome>
  leaseMs: number
  /** How many lanes of the kind this process may lease. */
  maxLanes: number
  /** With more items in a lane nothing more is accepted into it; absent: there is no limit. */
  maxWaiting?: number
}

/** Attempts under way in one process, over all its lanes. */
const maxInFlight = 2000
/** Batches whose contents are being fetched at a time. */
const maxSends = 2
/** Outcomes that wait to be stored. With more, nothing leaves: attempts that outrun the database would fill the memory. */
const maxUnsettled = 500
/**
 * With so many waiting, bulk stays where it is. What goes before bulk would else find the engine full of it, and then have its
 * outcome stored behind all of it: 60,000 of a campaign would make each single message of the number wait for seconds.
 */
const maxUnsettledBeforeBulk = 150

/**
 * Runs the lanes of one kind that this process has leased: one loop that leases, loads, lets leave and settles what is unconfirmed.
 * The lease makes it their only sender, so pace, order and breaker need no shared counter; the lease's own deadline is
 * checked right before anything leaves.
 */
export function createLaneEngine<Job, Outcome>(
  options: EngineOptions<Job, Outcome>,
): LaneEngine & Pick<LaneSettling<Outcome>, 'takeSettlements'> {
  const { db, log, handler, leaseMs, maxLanes } = options
  const lanes = new Map<string, Lane>()
  const signal = new Signal()
  const rowless = createRowlessItems()
  const isStopping = () => stopping
  const work: LaneWork<Job, Outcome> = { db, log, handler, owner: newId(), lanes, rowless, signal, isStopping }
  const leases = createLaneLeases(work, { leaseMs, maxLanes })
  const unconfirmed = createUnconfirmedItems(work)
  const loading = createLaneLoading(work, unconfirmed)
  const settling = createLaneSettling(work)
  const memory = createLaneMemory(work)
  const full = createFullLanes(work, options.maxWaiting)
  const sending = createLaneSending(work, { unconfirmed, settling })
  let stopping = false
  let turn = 0
  let sends = 0
  let sendAfter = 0
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        const startedAt = performance.now()
        const worked = await step(startedAt)
        await signal.wait(idleMs(performance.now()))
        if (worked) await pause(startedAt + handler.paceMs - performance.now())
      } catch (error) {
        const level = isDatabaseUnavailable(error) ? 'warn' : 'error'
        log[level]({ err: error, lanes: handler.kind }, 'lane engine: trying again')
        await signal.wait(500)
        await pause(100) // a storm of wakes must not make this a hot loop
      }
    }
  }

  /** Whether anything was loaded or sent: the next round then keeps its distance, so that its batches are larger. */
  async function step(now: number): Promise<boolean> {
    await leases.step(now)
    await loading.poll(now)
    memory.step(now)
    full.step(now)
    await unconfirmed.step(now)
    const sentBefore = sendMore(now)
    const loaded = await loading.load(now)
    const sentAfter = sendMore(performance.now())
    return sentBefore || loaded || sentAfter
  }

  /** Fetching the contents of one batch does not keep the next from leaving. */
  function sendMore(now: number): boolean {
    const before = mayLeaveBefore()
    if (before === 0 || now < sendAfter) return false
    const picked = pick(now, before)
    if (picked.length === 0) return false
    sends += 1
    void sending
      .send(picked)
      .catch((error) => {
        sendAfter = performance.now() + 500 // a database that is away must not make this a hot loop
        loading.pollAgain(performance.now())
        log.warn({ err: error, lanes: handler.kind }, 'lane engine: a batch did not leave')
      })
      .finally(() => {
        sends -= 1
        signal.raise()
      })
    return true
  }

  /** Only items of classes before this one. One of the batches that may be fetched at a time is kept free of bulk. */
  function mayLeaveBefore(): number {
    const pending = settling.pending()
    if (sends >= maxSends || pending >= maxUnsettled) return 0
    return sends > 0 || pending >= maxUnsettledBeforeBulk ? bulkClass : classes
  }

  /** Each time another lane is asked first, so that a full process serves all of them. */
  function pick(now: number, before: number): LaneItem[] {
    const all = [...lanes.values()]
    const slots = createAttemptSlots(all, maxInFlight)
    const picked: LaneItem[] = []
    turn = all.length === 0 ? 0 : (turn + 1) % all.length
    for (const lane of [...all.slice(turn), ...all.slice(0, turn)]) {
      const { accountId } = lane.row
      const taken = lane.take(now, slots.roomFor(accountId), before)
      slots.take(accountId, taken.length)
      picked.push(...taken)
    }
    return picked
  }

  function idleMs(now: number): number {
    let next = Math.min(leases.nextAt(), loading.nextAt()) - now
    const before = mayLeaveBefore()
    if (before === 0) return Math.max(0, next) // what ends that raises the signal
    const slots = createAttemptSlots(lanes.values(), maxInFlight)
    for (const lane of lanes.values())
      if (slots.roomFor(lane.row.accountId) > 0) next = Math.min(next, lane.nextMs(now, before) ?? next)
    return Math.max(0, next)
  }

  function wake(laneIds: readonly string[]): void {
    for (const laneId of laneIds) {
      const lane = lanes.get(laneId)
      if (lane) lane.wake(true)
      else leases.want(laneId)
    }
    signal.raise()
  }

  function handOver(recorded: readonly RecordedItem[]): void {
    rowless.add(recorded.filter(({ item }) => item.rowlessSince !== undefined))
    const items = recorded.map(({ item }) => item)
    for (const [laneId, added] of Map.groupBy(items, (item) => item.laneId)) {
      const lane = lanes.get(laneId)
      if (!lane) leases.want(laneId)
      else if (!lane.handOver(added)) lane.wake(added.some(({ priority }) => priority < bulkClass))
    }
    signal.raise()
  }

  async function stop(): Promise<void> {
    stopping = true
    signal.raise()
    await running
    while (sends > 0 || [...lanes.values()].some((lane) => lane.inFlight > 0)) await pause(10)
    await settling.drain()
    await memory.storeAll()
    await leases.releaseAll().catch(() => undefined)
  }

  function figures() {
    const sum = { lanes: lanes.size, waiting: 0, inFlight: 0, unconfirmed: 0, unleased: leases.unleased() }
    for (const lane of lanes.values()) {
      sum.waiting += lane.waiting
      sum.inFlight += lane.inFlight
      sum.unconfirmed += lane.unconfirmed.size
    }
    return sum
  }

  return {
    start() {
      running = run()
    },
    wake,
    refresh(laneId) {
      leases.refresh(laneId)
      signal.raise()
    },
    offerMemory: memory.offer,
    handOver,
    holds: (laneId) => lanes.has(laneId),
    stop,
    figures,
    takeSettlements: settling.takeSettlements,
  }
}

async function pause(ms: number): Promise<void> {
  if (ms > 0.5) await new Promise((resolve) => setTimeout(resolve, ms))
}
