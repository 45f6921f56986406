import type { Lane } from './lane.ts'
import type { LaneItem } from './lane-item.ts'
import { type LaneWork, pollMs } from './lane-work.ts'

export interface UnconfirmedItems {
  /** The item may have left at this wall-clock instant, and nobody knows what became of it. */
  add(lane: Lane, item: LaneItem, startedAt: number): void
  /** Decides what is overdue, once a second. */
  step(now: number): Promise<void>
}

/** Items whose outcome is unknown: they keep their ordering key waiting until they are confirmed, resent or failed. */
export function createUnconfirmedItems<Job, Outcome>({
  handler,
  lanes,
  signal,
}: LaneWork<Job, Outcome>): UnconfirmedItems {
  let nextAt = 0

  function add(lane: Lane, item: LaneItem, startedAt: number): void {
    const until = performance.now() + Math.max(0, startedAt + handler.confirmGraceMs - Date.now())
    lane.unconfirmed.set(item.id, { item, until })
    lane.blockKey(item, performance.now())
  }

  async function settle(now: number): Promise<void> {
    const unconfirmed = [...lanes.values()].flatMap((lane) => [...lane.unconfirmed.values()])
    if (unconfirmed.length === 0) return
    const overdue = unconfirmed.filter(({ until }) => until <= now).map(({ item }) => item)
    const waiting = unconfirmed.filter(({ until }) => until > now).map(({ item }) => item)
    const remaining = await handler.resolveUnconfirmed(overdue, waiting)
    for (const { item } of unconfirmed) if (!remaining.has(item.id)) resolved(item)
  }

  function resolved(item: LaneItem): void {
    const lane = lanes.get(item.laneId)
    if (!lane) return
    lane.unconfirmed.delete(item.id)
    lane.known.delete(item.id)
    lane.unblockKey(item)
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
