import type { LaneRow } from './lane.ts'
import type { Attempted, LaneItem } from './lane-item.ts'
import type { LaneKind } from './lane-kinds.ts'

export interface Settlement<Outcome> {
  item: LaneItem
  attempted: Attempted<Outcome>
}

/** What a kind of lane does with its items; the engine decides when. */
export interface LaneHandler<Job, Outcome> {
  kind: LaneKind
  /** Mark each item before it leaves, so that after a crash an unknown outcome is not blindly repeated. */
  marksBeforeAttempt: boolean
  /** Rounds of work begin no sooner than so long after one another: what comes meanwhile shares statements and commits. */
  paceMs: number
  /** Outcomes that come within so many milliseconds are stored together. A crash meanwhile leaves them unknown. */
  settlePaceMs: number
  concurrency(row: LaneRow): number
  /** The contents of many items in one round trip; an item without an entry is not to be sent any more. */
  prepare(items: readonly LaneItem[]): Promise<Map<string, Job>>
  /**
   * `mayLeave`, where it is marked before, is asked right before the first byte leaves; null: it said no and nothing left.
   * Never throws.
   */
  attempt(item: LaneItem, job: Job, mayLeave: () => boolean): Promise<Attempted<Outcome> | null>
  /** Records many outcomes and removes or reschedules their items, in one transaction. */
  settle(batch: readonly Settlement<Outcome>[]): Promise<void>
  /** Drops items whose content is gone. */
  drop(items: readonly LaneItem[]): Promise<void>
  /** Decides items unconfirmed whose grace is over; returns the ids of those that still are unconfirmed. */
  resolveUnconfirmed(overdue: readonly LaneItem[], waiting: readonly LaneItem[]): Promise<Set<string>>
  confirmGraceMs: number
  /** Absent: every item has a row. */
  rowless?: RowlessHandler
}

/** What the handler does with items that memory alone has. */
interface RowlessHandler {
  /** Gives them rows. */
  store(items: readonly LaneItem[]): Promise<void>
  /**
   * Reads the log after `from`, gives a row to what should be in the lane and is neither in it nor done, and wakes nobody.
   * `refs`, asked once no transaction runs that began before: the deliveries in hand. False: not all of the log could be read yet.
   */
  recover(laneId: string, from: string, refs: () => Promise<readonly string[]>): Promise<boolean>
}
