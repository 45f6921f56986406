import { Lane } from './lane.ts'
import { acquireLanes, loadWaitingRetries, releaseLanes, renewLanes } from './lane-repository.ts'
import { type LaneWork, pollMs } from './lane-work.ts'

const idleReleaseMs = 60_000

export interface LaneLeases {
  /** Renews, takes free lanes and gives idle ones back, each when its time has come. */
  step(now: number): Promise<void>
  nextAt(): number
  /** Looks for free lanes at the next step. */
  look(): void
  releaseAll(): Promise<void>
}

/**
 * Leases whole lanes: whoever holds the lease is the lane's only sender. A lane's own deadline (`leaseUntil`) ends
 * before the lease in the database does, so that nothing leaves under a lease that another process may have.
 */
export function createLaneLeases<Job, Outcome>(
  { db, handler, owner, lanes }: LaneWork<Job, Outcome>,
  { leaseMs, maxLanes }: { leaseMs: number; maxLanes: number },
): LaneLeases {
  let renewAt = 0
  let acquireAt = 0

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

  return {
    async step(now) {
      if (now >= renewAt) await renew(now)
      if (now >= acquireAt) await acquire(now)
    },
    nextAt: () => Math.min(renewAt, acquireAt),
    look() {
      acquireAt = 0
    },
    releaseAll: () => releaseLanes(db.worker, owner, [...lanes.keys()]),
  }
}
