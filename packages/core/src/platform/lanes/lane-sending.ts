import type { Lane } from './lane.ts'
import type { Attempted, LaneItem } from './lane-item.ts'
import type { LaneSettling } from './lane-settling.ts'
import { markStarted, pauseLane } from './lane-store.ts'
import type { LaneWork } from './lane-work.ts'
import { createUnclaim, type Unsent } from './unclaim-items.ts'
import type { UnconfirmedItems } from './unconfirmed-items.ts'

interface LaneSending {
  /**
   * Marks items and fetches their contents at the same time, then lets each leave; returns when the last has left.
   * What does not leave is taken back. Throws when nothing could leave.
   */
  send(picked: readonly LaneItem[]): Promise<void>
}

/** The way of an item out: marked, fetched, attempted, judged, recorded. */
export function createLaneSending<Job, Outcome>(
  work: LaneWork<Job, Outcome>,
  { unconfirmed, settling }: { unconfirmed: UnconfirmedItems; settling: LaneSettling<Outcome> },
): LaneSending {
  const { db, log, handler, owner, lanes, signal, rowless } = work
  const unclaim = createUnclaim(work)

  async function send(picked: readonly LaneItem[]): Promise<void> {
    const taken = picked.flatMap((item) => {
      const lane = lanes.get(item.laneId)
      return lane ? [{ lane, item }] : []
    })
    const [marked, prepared] = await Promise.allSettled([
      handler.marksBeforeAttempt ? markStarted(db.worker, owner, picked) : null,
      handler.prepare(picked),
    ])
    if (marked.status === 'fulfilled' && prepared.status === 'fulfilled')
      return letLeave(taken, marked.value, prepared.value)
    await unclaim(taken)
    throw marked.status === 'rejected' ? marked.reason : (prepared as PromiseRejectedResult).reason
  }

  async function letLeave(
    taken: readonly Unsent[],
    leaving: ReadonlySet<string> | null,
    jobs: ReadonlyMap<string, Job>,
  ): Promise<void> {
    const late: Unsent[] = []
    const gone: Unsent[] = []
    for (const one of taken) {
      const { lane, item } = one
      const job = jobs.get(item.id)
      if (leaving !== null && !leaving.has(item.id)) lane.release(item)
      else if (!isOurs(lane)) late.push(one)
      else if (job === undefined) gone.push(one)
      else void attempt(lane, item, job)
    }
    await unclaim(late)
    if (gone.length > 0) await drop(gone)
  }

  /** A process that stood still since the mark may have lost the lane: another may have the item unconfirmed by now. */
  function isOurs(lane: Lane): boolean {
    return performance.now() < lane.leaseUntil && lanes.get(lane.row.id) === lane
  }

  async function drop(gone: readonly Unsent[]): Promise<void> {
    const items = gone.map(({ item }) => item)
    try {
      await handler.drop(items)
    } catch (error) {
      await unclaim(gone)
      throw error
    }
    rowless.remove(items)
    for (const { lane, item } of gone) lane.release(item)
  }

  async function attempt(lane: Lane, item: LaneItem, job: Job): Promise<void> {
    const startedAt = Date.now()
    item.attempts += 1
    const attempted = await handler.attempt(item, job, () => isOurs(lane))
    if (attempted === null) {
      item.attempts -= 1
      return unclaim([{ lane, item }])
    }
    const now = performance.now()
    lane.attempted(item, attempted, now)
    signal.raise()
    await judge(lane, attempted, now)
    if (attempted.next === 'unknown') unconfirmed.add(lane, item, startedAt)
    const isStored = await settling.record({ item, attempted })
    if (isStored) rowless.remove([item])
    else rowless.lose([item])
    if (attempted.next !== 'unknown') lane.settled(item.id)
    if (attempted.next === 'retry') lane.reloadAt = Math.min(lane.reloadAt, now + attempted.afterMs)
    if (lane.known.size === 0) lane.idleSince = performance.now()
  }

  async function judge(lane: Lane, attempted: Attempted<Outcome>, now: number): Promise<void> {
    if (attempted.slowDown) lane.bucket.slowDown(now, lane.inFlight)
    if (attempted.pause) {
      lane.pause(now + attempted.pause.ms)
      await notePause(lane, attempted.pause.ms, attempted.pause.reason)
    }
    if (attempted.untried) lane.breaker.abandoned()
    else if (attempted.destinationFailed) {
      const openMs = lane.breaker.failed(now)
      if (openMs > 0) await notePause(lane, openMs, 'the destination fails repeatedly')
    } else if (lane.breaker.succeeded()) await notePause(lane, 0, '')
  }

  async function notePause(lane: Lane, ms: number, reason: string): Promise<void> {
    if (ms > 0) log.warn({ lane: lane.row.id, kind: handler.kind, ms, reason }, 'lane paused')
    lane.notePauseStored(null)
    try {
      await pauseLane(db.worker, lane.row.id, ms, reason)
      if (ms > 0) lane.notePauseStored(performance.now())
    } catch (error) {
      log.warn({ err: error }, 'lane state not stored')
    }
  }

  return { send }
}
