import { retryUntilStored } from '../database/retry-until-stored.ts'
import type { Lane } from './lane.ts'
import type { LaneItem } from './lane-item.ts'
import { storeRowless } from './lane-memory.ts'
import { unmarkStarted } from './lane-store.ts'
import type { LaneWork } from './lane-work.ts'

export interface Unsent {
  lane: Lane
  item: LaneItem
}

/**
 * Takes back items that were to leave and, as this process knows, did not: their mark goes as soon as the database can
 * be reached, and then they leave plainly. Only where the process dies before that, they are unconfirmed.
 */
export function createUnclaim<Job, Outcome>(work: LaneWork<Job, Outcome>) {
  const { db, log, handler, signal, isStopping } = work

  async function unmark(items: readonly LaneItem[]): Promise<void> {
    if (!handler.marksBeforeAttempt) return
    await retryUntilStored(() => unmarkStarted(db.worker, items), isStopping).catch((error) =>
      log.error({ err: error, count: items.length }, 'items that did not leave stay marked: they are unconfirmed'),
    )
  }

  return async function unclaim(unsent: readonly Unsent[]): Promise<void> {
    if (unsent.length === 0) return
    for (const { lane, item } of unsent) lane.unclaim(item, performance.now())
    await unmark(unsent.map(({ item }) => item))
    await storeRowless(
      work,
      unsent.map(({ item }) => item),
    )
    for (const { lane, item } of unsent) {
      lane.evict(item)
      lane.exhausted = false
    }
    signal.raise()
  }
}
