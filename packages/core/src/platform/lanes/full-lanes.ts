import { noteFull } from './lane-store.ts'
import type { LaneWork } from './lane-work.ts'

/** How often deep lanes are measured: counting costs more the deeper they are. */
const measureMs = 2000
/** How long a lane counts as full after it was measured last. */
const fullMs = 3 * measureMs

export interface FullLanes {
  /** Measures those lanes that have more in the database than in memory. Does not wait for it. */
  step(now: number): void
}

/**
 * A queue is a place to wait, not to be forgotten: once as many items wait in a lane as the limit says, callers are told to come
 * back later (`paused-lanes.ts`), until it has drained below. What a queue may hold is bounded so, whoever accepts into it.
 */
export function createFullLanes<Job, Outcome>(
  { db, lanes, log, owner }: LaneWork<Job, Outcome>,
  most: number | undefined,
): FullLanes {
  let nextAt = 0
  let full = new Set<string>()

  async function measure(laneIds: readonly string[], most: number): Promise<void> {
    const fullLanes = new Set(await noteFull(db.worker, owner, { laneIds, most, ms: fullMs }))
    for (const lane of fullLanes) if (!full.has(lane)) log.warn({ lane, most }, 'lane full: nothing more is accepted')
    full = fullLanes
  }

  return {
    step(now) {
      if (most === undefined || now < nextAt) return
      nextAt = now + measureMs
      const deep = [...lanes.values()]
        .filter(({ exhausted, row }) => !exhausted || full.has(row.id))
        .map(({ row }) => row.id)
      if (deep.length === 0) return
      measure(deep, most).catch((err) => log.warn({ err }, 'lanes were not measured: trying again'))
    },
  }
}
