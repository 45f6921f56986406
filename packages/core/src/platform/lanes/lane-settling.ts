import { createGroupCommit, type TakenBatch } from '../database/group-commit.ts'
import { retryUntilStored } from '../database/retry-until-stored.ts'
import type { Settlement } from './lane-handler.ts'
import type { LaneWork } from './lane-work.ts'

export interface LaneSettling<Outcome> {
  /** Resolves when the outcome is stored; false: it was given up, with an entry in the log. */
  record(settlement: Settlement<Outcome>): Promise<boolean>
  /** Outcomes that wait, for somebody else to store. Null: none. */
  takeSettlements(): TakenBatch<Settlement<Outcome>, true> | null
  /** How many outcomes wait to be stored. */
  pending(): number
  /** Resolves when nothing waits to be stored. */
  drain(): Promise<void>
}

/** Stores outcomes, many in one commit, and holds on to them until the database takes them. */
export function createLaneSettling<Job, Outcome>({
  log,
  handler,
  signal,
  isStopping,
}: LaneWork<Job, Outcome>): LaneSettling<Outcome> {
  const commits = createGroupCommit<Settlement<Outcome>, true>({
    async flush(batch) {
      await retryUntilStored(() => handler.settle(batch), isStopping)
      return batch.map(() => true as const)
    },
    maxBatch: 500,
    maxPending: 1_000_000, // the engine stops long before
    concurrency: 1,
    paceMs: handler.settlePaceMs,
  })
  return {
    async record(settlement) {
      const isStored = await commits.add(settlement).catch((error) => {
        log.error({ err: error, item: settlement.item }, 'an outcome was not recorded')
        return false
      })
      signal.raise()
      return isStored
    },
    takeSettlements: () => commits.take(),
    pending: () => commits.pending(),
    drain: () => commits.drain(),
  }
}
