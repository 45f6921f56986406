import type { LaneItem } from './lane-item.ts'

/** A place in the log of events. */
type Sequence = bigint

/** Who may keep an item in memory alone, and of which lanes; the statement that records it looks whether the lease still holds. */
export interface MemoryOffer {
  owner: string
  laneIds: readonly string[]
  /** What was recorded is known to the lanes, or was surely not committed. */
  end(): void
  /** Whether it was committed is not known. */
  fail(): void
}

export interface RecordedItem {
  item: LaneItem
  /** Of its event. A decimal string. */
  sequence: string
}

/** What one engine keeps in memory alone, and so how far each lane has dealt with the log. */
export interface RowlessItems {
  /** A transaction begins to record items of these lanes. */
  open(owner: string, laneIds: readonly string[]): MemoryOffer
  /** The items are committed, and in memory. */
  add(recorded: readonly RecordedItem[]): void
  /** What became of them stands in the database. */
  remove(items: readonly Pick<LaneItem, 'id' | 'laneId'>[]): void
  /** They could not be stored: they have to be found in the log again. */
  lose(items: readonly Pick<LaneItem, 'id' | 'laneId'>[]): void
  /** The lane is leased from now on; the log is dealt with up to `through`. `isLeft`: what its last holder had after that has to be found. */
  begin(laneId: string, through: string, isLeft: boolean): void
  /** The lane is somebody else's. */
  forget(laneId: string): void
  /** Up to here the lane has dealt with the log, as far as this process knows. */
  through(laneId: string): string | null
  /** Nothing of the lane is known to this process alone, and no transaction may add to it. */
  isClean(laneId: string): boolean
  /** Lanes of which something may have been committed that nobody has in hand. */
  suspects(): { laneId: string; from: string }[]
  recovered(laneId: string): void
  /** Ids of the deliveries that are in hand. */
  refs(laneId: string): string[]
  /** Resolves when the transactions that run now have ended. */
  settled(): Promise<unknown>
}

interface Kept {
  /** At the beginning of the lease. */
  base: Sequence
  items: Map<string, { ref: string; sequence: Sequence }>
  /** From here on something may have been lost sight of. */
  suspect: Sequence | null
}

interface Recording {
  laneIds: ReadonlySet<string>
  /** What it records comes after this. */
  after: Sequence
  ended: Promise<void>
}

/**
 * Sequences are drawn in order, so what a transaction records comes after all that was known when it began. That and what
 * is in hand bound how far a lane has dealt with the log; no transaction of another process counts, since those write rows.
 */
export function createRowlessItems(): RowlessItems {
  const lanes = new Map<string, Kept>()
  const recordings = new Set<Recording>()
  let highest: Sequence = 0n

  const recordingsOf = (laneId: string) => [...recordings].filter(({ laneIds }) => laneIds.has(laneId))

  function open(owner: string, laneIds: readonly string[]): MemoryOffer {
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const recording: Recording = { laneIds: new Set(laneIds), after: highest, ended }
    recordings.add(recording)
    const end = () => {
      recordings.delete(recording)
      resolve()
    }
    return {
      owner,
      laneIds,
      end,
      fail() {
        for (const laneId of laneIds) suspect(laneId, recording.after)
        end()
      },
    }
  }

  function suspect(laneId: string, from: Sequence): void {
    const lane = lanes.get(laneId)
    if (lane) lane.suspect = least([lane.suspect ?? from, from])
  }

  function through(laneId: string): string | null {
    const lane = lanes.get(laneId)
    if (!lane) return null
    const bounds = [highest, ...recordingsOf(laneId).map(({ after }) => after)]
    for (const { sequence } of lane.items.values()) bounds.push(sequence - 1n)
    if (lane.suspect !== null) bounds.push(lane.suspect)
    return String(greatest(lane.base, least(bounds)))
  }

  return {
    open,
    add(recorded) {
      for (const { item, sequence: text } of recorded) {
        const sequence = BigInt(text)
        highest = greatest(highest, sequence)
        lanes.get(item.laneId)?.items.set(item.id, { ref: item.ref, sequence })
      }
    },
    remove(items) {
      for (const { id, laneId } of items) lanes.get(laneId)?.items.delete(id)
    },
    lose(items) {
      for (const { id, laneId } of items) {
        const kept = lanes.get(laneId)?.items.get(id)
        if (kept) suspect(laneId, kept.sequence - 1n)
        lanes.get(laneId)?.items.delete(id)
      }
    },
    begin(laneId, text, isLeft) {
      const base = BigInt(text)
      highest = greatest(highest, base)
      lanes.set(laneId, { base, items: new Map(), suspect: isLeft ? base : null })
    },
    forget: (laneId) => void lanes.delete(laneId),
    through,
    isClean(laneId) {
      const lane = lanes.get(laneId)
      if (recordingsOf(laneId).length > 0) return false
      return lane === undefined || (lane.items.size === 0 && lane.suspect === null)
    },
    suspects: () =>
      [...lanes].flatMap(([laneId, { base, suspect }]) =>
        suspect === null ? [] : [{ laneId, from: String(greatest(base, suspect)) }],
      ),
    recovered(laneId) {
      const lane = lanes.get(laneId)
      if (lane) lane.suspect = null
    },
    refs: (laneId) => [...(lanes.get(laneId)?.items.values() ?? [])].map(({ ref }) => ref),
    settled: () => Promise.all([...recordings].map(({ ended }) => ended)),
  }
}

const least = (values: readonly Sequence[]): Sequence => values.reduce((a, b) => (b < a ? b : a))
const greatest = (a: Sequence, b: Sequence): Sequence => (a > b ? a : b)
