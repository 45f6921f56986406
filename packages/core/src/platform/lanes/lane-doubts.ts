import type { Lane } from './lane.ts'
import type { LaneItem } from './lane-item.ts'
import { type LaneWork, pollMs } from './lane-work.ts'

export interface LaneDoubts {
  /** The item may have left at this wall-clock instant, and nobody knows what became of it. */
  add(lane: Lane, item: LaneItem, startedAt: number): void
  /** Decides what is overdue, once a second. */
  step(now: number): Promise<void>
}

/** Items whose outcome is unknown: they keep their strand waiting until they are adopted, resent or failed. */
export function createLaneDoubts<Job, Outcome>({ handler, lanes, signal }: LaneWork<Job, Outcome>): LaneDoubts {
  let nextAt = 0

  function add(lane: Lane, item: LaneItem, startedAt: number): void {
    const until = performance.now() + Math.max(0, startedAt + handler.doubtGraceMs - Date.now())
    lane.doubts.set(item.id, { item, until })
    lane.holdStrand(item, performance.now())
  }

  async function settle(now: number): Promise<void> {
    const doubts = [...lanes.values()].flatMap((lane) => [...lane.doubts.values()])
    if (doubts.length === 0) return
    const overdue = doubts.filter(({ until }) => until <= now).map(({ item }) => item)
    const waiting = doubts.filter(({ until }) => until > now).map(({ item }) => item)
    const remaining = await handler.resolveDoubts(overdue, waiting)
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

  return {
    add,
    async step(now) {
      if (now < nextAt) return
      nextAt = now + pollMs
      await settle(now)
    },
  }
}
