import { retryUntilStored } from '../database/retry-until-stored.ts'
import type { LaneItem } from './lane-item.ts'
import { type LaneWork, pollMs } from './lane-work.ts'
import type { MemoryOffer } from './rowless-items.ts'

export interface LaneMemory {
  /** For a transaction that records items of these accounts: which lanes would take them from memory alone. Null: none would. */
  offer(accountIds: ReadonlySet<string>): MemoryOffer | null
  /** Once a second: gives rows to what has waited for long, and looks for what was lost sight of. */
  step(now: number): void
  /** Gives a row to everything that still waits. */
  storeAll(): Promise<void>
}

/** What waits longer in memory alone gets a row: how far its lane has dealt with the log must not stand still. */
const longestRowlessMs = 3000

/** Lets items of unordered lanes leave from memory alone, and sees to it that none is lost. */
export function createLaneMemory<Job, Outcome>(work: LaneWork<Job, Outcome>): LaneMemory {
  const { handler, lanes, log, owner, rowless, signal, isStopping } = work
  let nextAt = 0
  let busy = false

  async function store(before: number): Promise<void> {
    for (const lane of lanes.values()) {
      const stale = lane.takeRowless(before)
      if (stale.length === 0) continue
      await storeRowless(work, stale)
      lane.wake(true)
      signal.raise()
    }
  }

  async function recover(): Promise<void> {
    for (const { laneId, from } of rowless.suspects()) {
      const isWhole = await handler.rowless?.recover(laneId, from, async () => {
        await rowless.settled()
        return rowless.refs(laneId)
      })
      if (isWhole) rowless.recovered(laneId)
      lanes.get(laneId)?.wake(true)
      signal.raise()
    }
  }

  return {
    offer(accountIds) {
      if (!handler.rowless || isStopping()) return null
      const now = performance.now()
      const laneIds = [...lanes.values()].flatMap((lane) =>
        accountIds.has(lane.row.accountId) && lane.hasRowlessRoom(now) ? [lane.row.id] : [],
      )
      return laneIds.length > 0 ? rowless.open(owner, laneIds) : null
    },
    step(now) {
      if (!handler.rowless || busy || now < nextAt) return
      nextAt = now + pollMs
      busy = true
      store(now - longestRowlessMs)
        .then(recover)
        .catch((error) => log.warn({ err: error, lanes: handler.kind }, 'the log was not read again: trying again'))
        .finally(() => {
          busy = false
        })
    },
    async storeAll() {
      await rowless.settled()
      await store(Number.POSITIVE_INFINITY)
    },
  }
}

/** Gives rows to those of the items that have none, as soon as the database can be reached. */
export async function storeRowless<Job, Outcome>(
  { handler, log, rowless, isStopping }: LaneWork<Job, Outcome>,
  items: readonly LaneItem[],
): Promise<void> {
  const kept = items.filter(({ rowlessSince }) => rowlessSince !== undefined)
  if (kept.length === 0 || !handler.rowless) return
  const { store } = handler.rowless
  try {
    await retryUntilStored(() => store(kept), isStopping)
    rowless.remove(kept)
  } catch (error) {
    log.error({ err: error, count: kept.length }, 'items in memory got no row: they are looked for in the log')
    rowless.lose(kept)
  }
}
