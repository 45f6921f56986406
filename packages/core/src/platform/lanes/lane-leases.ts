import type { LaneRow } from './lane.ts'
import { Lane } from './lane.ts'
import { acquireLanes, releaseLanes, renewLanes, searchLanes, selectWaitingRetries } from './lane-store.ts'
import { type LaneWork, pollMs } from './lane-work.ts'

/** A lane with nothing due is given back after so long; sooner while this process may lease no more. */
const idleReleaseMs = 60_000
const idleReleaseWhenFullMs = 1000
/** A lane that another process holds is not asked for again sooner. */
const askAgainMs = 250
/** The search through all lanes takes at most this share of the time, as long as that is not too rare. */
const searchShare = 1 / 200
const longestSearchMs = 5 * pollMs

export interface LaneLeases {
  /** Renews, takes free lanes and gives idle ones back, each when its time has come. */
  step(now: number): Promise<void>
  nextAt(): number
  /** Items were added to a lane that this process does not hold: asks for it at the next step. */
  want(laneId: string): void
  /** The settings of a lane have changed, or its pause was taken away: if it is held here, it is read at the next step. */
  refresh(laneId: string): void
  /** How many lanes had something due and no holder after the last search. */
  unleased(): number
  releaseAll(): Promise<void>
}

/**
 * Leases whole lanes: whoever holds the lease is the lane's only sender. A lane's own deadline (`leaseUntil`) ends
 * before the lease in the database does, so that nothing leaves under a lease that another process may have. Only lanes
 * with something due are leased, those that have waited longest first: a lane that sleeps takes nobody's place.
 */
export function createLaneLeases<Job, Outcome>(
  { db, handler, owner, lanes, rowless }: LaneWork<Job, Outcome>,
  { leaseMs, maxLanes }: { leaseMs: number; maxLanes: number },
): LaneLeases {
  const hinted = new Set<string>()
  /** Until when not to ask for a lane that another process was found to hold. */
  const askAgainAt = new Map<string, number>()
  const changed = new Set<string>()
  let renewAt = 0
  let searchAt = 0
  let unleased = 0

  async function renew(now: number): Promise<void> {
    renewAt = now + leaseMs / 3
    await renewSome([...lanes.values()], now)
    await releaseIdle(now)
  }

  /** Extends the leases and takes up what has changed of the lanes. */
  async function renewSome(some: readonly Lane[], now: number): Promise<void> {
    if (some.length === 0) return
    const askedAt = performance.now()
    const renewals = some.map(({ row }) => ({ id: row.id, through: rowless.through(row.id) }))
    const rows = await renewLanes(db.worker, owner, leaseMs, renewals)
    const held = new Map(rows.map((row) => [row.id, row]))
    for (const lane of some) {
      const row = held.get(lane.row.id)
      if (!row) {
        lanes.delete(lane.row.id) // lost: what is under way ends as unconfirmed at its new owner
        rowless.forget(lane.row.id)
      } else {
        lane.leaseUntil = now + leaseMs * 0.8
        lane.reconfigure(row, handler.concurrency(row))
        if (!row.paused) lane.reopen(askedAt)
      }
    }
  }

  /** Notices are few, and a lane that is leased meanwhile is among them: it may have been read before the change. */
  async function followChanges(now: number): Promise<void> {
    const some = [...changed].flatMap((laneId) => lanes.get(laneId) ?? [])
    changed.clear()
    await renewSome(some, now)
  }

  async function releaseIdle(now: number): Promise<void> {
    const longEnoughMs = lanes.size >= maxLanes ? idleReleaseWhenFullMs : idleReleaseMs
    const idle = [...lanes.values()].filter(
      (lane) => lane.isIdle && lane.exhausted && now - lane.idleSince > longEnoughMs && rowless.isClean(lane.row.id),
    )
    if (idle.length > 0) await giveBack(idle.map((lane) => lane.row.id))
  }

  async function giveBack(laneIds: readonly string[]): Promise<void> {
    const clean = laneIds.filter((id) => rowless.isClean(id))
    for (const laneId of laneIds) {
      lanes.delete(laneId)
      rowless.forget(laneId)
    }
    await releaseLanes(db.worker, owner, { laneIds, clean })
  }

  const lease = () => ({ owner, kind: handler.kind, leaseMs, limit: Math.max(0, maxLanes - lanes.size) })

  /** Those that we were told of, by name: one look-up each, however many lanes there are. */
  async function ask(now: number): Promise<void> {
    const laneIds = [...hinted].filter((laneId) => (askAgainAt.get(laneId) ?? 0) <= now)
    if (laneIds.length === 0) return
    for (const laneId of laneIds) hinted.delete(laneId)
    await take(await acquireLanes(db.worker, { ...lease(), laneIds }), now)
    for (const [laneId, at] of askAgainAt) if (at <= now) askAgainAt.delete(laneId)
    for (const laneId of laneIds) if (!lanes.has(laneId)) askAgainAt.set(laneId, now + askAgainMs)
  }

  /** Finds what nobody told us of: lanes whose holder died, hints that were lost, retries that fell due. */
  async function search(now: number): Promise<void> {
    searchAt = now + pollMs
    if (lanes.size >= maxLanes) await releaseIdle(now)
    const { rows, due } = await searchLanes(db.worker, { ...lease(), held: [...lanes.keys()] })
    const tookMs = performance.now() - now
    searchAt = now + Math.max(pollMs, Math.min(longestSearchMs, tookMs / searchShare))
    unleased = due - rows.length
    await take(rows, now)
  }

  async function take(rows: readonly LaneRow[], now: number): Promise<void> {
    for (const row of rows) {
      const lane = new Lane(row, now, handler.concurrency(row))
      lane.leaseUntil = now + leaseMs * 0.8
      lane.idleSince = now
      lanes.set(row.id, lane)
      const { deliveredThrough = null, recoverFrom = null } = row
      if (deliveredThrough !== null) rowless.begin(row.id, deliveredThrough, recoverFrom !== null)
    }
    const ordered = rows.filter((row) => row.ordered).map((row) => row.id)
    if (ordered.length === 0) return
    for (const item of await selectWaitingRetries(db.worker, ordered)) lanes.get(item.laneId)?.blockKey(item, now)
  }

  function nextAskAt(): number {
    let next = Number.POSITIVE_INFINITY
    for (const laneId of hinted) next = Math.min(next, askAgainAt.get(laneId) ?? 0)
    return next
  }

  return {
    async step(now) {
      if (now >= renewAt) await renew(now)
      await ask(now)
      if (now >= searchAt) await search(now)
      if (changed.size > 0) await followChanges(now)
    },
    nextAt: () => (changed.size > 0 ? 0 : Math.min(renewAt, searchAt, nextAskAt())),
    want(laneId) {
      hinted.add(laneId)
    },
    refresh(laneId) {
      changed.add(laneId)
    },
    unleased: () => unleased,
    releaseAll: () => giveBack([...lanes.keys()]),
  }
}
