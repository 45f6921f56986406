import { bulkClass, classes, type Lane } from './lane.ts'
import type { LaneItem } from './lane-item.ts'
import { type LoadRequest, selectDueLanes, selectItems } from './lane-store.ts'
import { type LaneWork, pollMs } from './lane-work.ts'
import type { UnconfirmedItems } from './unconfirmed-items.ts'

const loadCount = 512
const lowWater = 128
/** Of what goes before bulk, taken in while enough is in memory. */
const urgentCount = 64
/** How many known items a load names to leave them out; beyond that they are loaded again and skipped, which costs less than comparing. */
const mostNamed = 256

/** A process with no more lanes than this loads all of them at each poll. */
const fewLanes = 16
/** The poll of many lanes takes at most this share of the time, as long as that is not too rare. */
const pollShare = 1 / 200
const longestPollMs = 5 * pollMs

export interface LaneLoading {
  /** Fills lanes that run low; true: some did. */
  load(now: number): Promise<boolean>
  /** Once a second: finds what nobody told us of, items of other processes and retries that fell due while a hint was lost. */
  poll(now: number): Promise<void>
  pollAgain(now: number): void
  nextAt(): number
}

/** Brings the next items of the leased lanes into memory, for all hungry lanes in one round trip. */
export function createLaneLoading<Job, Outcome>(
  { db, lanes, signal }: LaneWork<Job, Outcome>,
  unconfirmed: UnconfirmedItems,
): LaneLoading {
  let pollAt = 0

  function pollAgain(now: number): void {
    beginPoll(now)
    for (const lane of lanes.values()) lane.exhausted = false
  }

  function beginPoll(now: number): void {
    pollAt = now + pollMs
    for (const lane of lanes.values()) {
      lane.forgetSettled()
      if (!lane.isIdle) lane.idleSince = now
    }
  }

  /** A thousand lanes with nothing to do cost a probe each, and no load. */
  async function pollMany(now: number, exhausted: readonly Lane[]): Promise<void> {
    beginPoll(now)
    const dueIds = await selectDueLanes(
      db.worker,
      exhausted.map(({ row }) => row.id),
    )
    for (const laneId of dueIds) lanes.get(laneId)?.wake(true)
    const tookMs = performance.now() - now
    pollAt = now + Math.max(pollMs, Math.min(longestPollMs, tookMs / pollShare))
  }

  async function load(now: number): Promise<boolean> {
    const hungry = [...lanes.values()].filter((lane) => isHungry(lane, now) || lane.mayHaveUrgent())
    if (hungry.length === 0) return false
    const wakes = hungry.map((lane) => lane.wakes)
    const requests = hungry.map((lane) => (isHungry(lane, now) ? toRequest(lane) : toUrgentRequest(lane)))
    for (const lane of hungry) lane.beginLoad()
    const items = await selectItems(db.worker, requests)
    const byLane = Map.groupBy(items, (item) => item.laneId)
    for (const [index, lane] of hungry.entries()) {
      const loaded = byLane.get(lane.row.id) ?? []
      const { count = 0, before = 0 } = requests[index] ?? {}
      const full = loaded.length >= count || before < classes
      takeIn(lane, loaded)
      lane.endLoad()
      if (!full && lane.wakes === wakes[index] && lane.fullKeys().length === 0) lane.exhausted = true
      if (lane.waiting > 0) signal.raise()
    }
    return true
  }

  /**
   * Marked items that are not ours under way left under an earlier owner: they are unconfirmed. Their grace counts from now:
   * while nobody was here, nobody may have heard Meta's webhooks either.
   */
  function takeIn(lane: Lane, items: readonly LaneItem[]): void {
    const fresh: LaneItem[] = []
    for (const item of items) {
      if (item.startedAt === null) fresh.push(item)
      else if (!lane.isKnown(item.id)) {
        lane.known.add(item.id)
        unconfirmed.add(lane, item, Date.now())
      }
    }
    lane.offer(fresh)
  }

  return {
    load,
    async poll(now) {
      if (now < pollAt) return
      const exhausted = [...lanes.values()].filter((lane) => lane.exhausted)
      if (exhausted.length > fewLanes) await pollMany(now, exhausted)
      else pollAgain(now)
    },
    pollAgain,
    nextAt: () => pollAt,
  }
}

function toRequest(lane: Lane): LoadRequest {
  const named = lane.known.size <= mostNamed
  return {
    laneId: lane.row.id,
    before: classes,
    count: named ? loadCount : lane.known.size + loadCount,
    known: named ? [...lane.known] : [],
    full: lane.fullKeys(),
  }
}

/** What is in flight is found again and skipped. */
function toUrgentRequest(lane: Lane): LoadRequest {
  return {
    laneId: lane.row.id,
    before: bulkClass,
    count: urgentCount + lane.inFlight,
    known: [],
    full: lane.fullKeys(),
  }
}

function isHungry(lane: Lane, now: number): boolean {
  if (lane.reloadAt <= now) {
    lane.reloadAt = Number.POSITIVE_INFINITY
    lane.exhausted = false
  }
  return !lane.exhausted && lane.waiting < lowWater
}
