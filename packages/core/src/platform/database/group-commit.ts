import { isDatabaseUnavailable } from './errors.ts'

/** More is waiting to be written than the process may hold; the caller should be told to come back later. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError'
}

export interface GroupCommitOptions<Item, Answer> {
  /** Writes all items or none, and answers in their order. */
  flush: (items: Item[]) => Promise<Answer[]>
  maxBatch: number
  /** Limit of items waiting or being written. */
  maxPending: number
  /** Flushes at the same time; 1 gives the largest batches. */
  concurrency?: number
  /**
   * While items overlap, a flush begins no sooner than so long after the one before: what arrives meanwhile joins it. An
   * item that comes while nothing else is pending is written at once, so a caller that sends one at a time never waits.
   */
  paceMs?: number
}

/** After items have overlapped, for how many paces the next flushes keep their distance. */
const pacesAfterOverlap = 5

export interface GroupCommit<Item, Answer> {
  /** Resolves once the item is committed. @throws OverloadedError beyond `maxPending` */
  add(item: Item): Promise<Answer>
  pending(): number
  /**
   * Takes out what waits for its flush, for somebody who writes it along with something else. Null: nothing waits, or what waits was
   * taken and given back already: that is flushed by itself, so that neither side can keep the other from being written.
   */
  take(): TakenBatch<Item, Answer> | null
  /** Resolves when nothing is pending any more. */
  drain(): Promise<void>
}

/** It counts as pending until one of the two is called. */
export interface TakenBatch<Item, Answer> {
  items: Item[]
  /** All of it is committed. */
  done(answer: Answer): void
  giveBack(): void
}

interface Entry<Item, Answer> {
  item: Item
  wasTaken?: true
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Lets concurrent writers share commits: items that arrive while a flush runs are written by the next one. A batch that
 * the database refuses is halved and tried again, so that a bad item fails alone; when the database is away, the whole
 * batch fails at once, because whether it was written is not known.
 */
export function createGroupCommit<Item, Answer>(options: GroupCommitOptions<Item, Answer>): GroupCommit<Item, Answer> {
  const { flush, maxBatch, maxPending, concurrency = 1, paceMs = 0 } = options
  let queue: Entry<Item, Answer>[] = []
  let drained: (() => void)[] = []
  let pending = 0
  let running = 0
  let scheduled = false
  let startedAt = Number.NEGATIVE_INFINITY
  let overlappedAt = Number.NEGATIVE_INFINITY

  function start(): void {
    scheduled = false
    while (running < concurrency && queue.length > 0) {
      const restMs = queue.length < maxBatch ? restOfPace() : 0
      if (restMs > 0) {
        scheduled = true
        setTimeout(start, restMs)
        return
      }
      const batch = takeBatch()
      running++
      startedAt = performance.now()
      void run(batch)
    }
  }

  function restOfPace(): number {
    const now = performance.now()
    if (paceMs === 0 || now - overlappedAt > paceMs * pacesAfterOverlap) return 0
    return Math.ceil(startedAt + paceMs - now)
  }

  function takeBatch(): Entry<Item, Answer>[] {
    if (queue.length > maxBatch) return queue.splice(0, maxBatch)
    const batch = queue
    queue = []
    return batch
  }

  async function run(batch: Entry<Item, Answer>[]): Promise<void> {
    await write(batch)
    running--
    if (!scheduled) start()
    forget(batch.length)
  }

  function forget(count: number): void {
    pending -= count
    if (pending > 0) return
    const waiting = drained
    drained = []
    for (const resolve of waiting) resolve()
  }

  /** Settles every entry; never rejects. Answers the error when the database is away, so that the other half is not tried. */
  async function write(entries: Entry<Item, Answer>[]): Promise<unknown> {
    let answers: Answer[]
    try {
      answers = await flush(entries.map((entry) => entry.item))
    } catch (error) {
      if (isDatabaseUnavailable(error)) return rejectAll(entries, error)
      if (entries.length > 1) return writeHalves(entries)
      rejectAll(entries, error)
      return undefined
    }
    if (answers.length !== entries.length) {
      rejectAll(entries, new Error(`flush answered ${answers.length} of ${entries.length} items`))
      return undefined
    }
    for (const [index, entry] of entries.entries()) entry.resolve(answers[index] as Answer)
    return undefined
  }

  async function writeHalves(entries: Entry<Item, Answer>[]): Promise<unknown> {
    const middle = entries.length >> 1
    const away = await write(entries.slice(0, middle))
    const rest = entries.slice(middle)
    return away === undefined ? write(rest) : rejectAll(rest, away)
  }

  return {
    add(item) {
      if (pending >= maxPending)
        return Promise.reject(new OverloadedError(`${pending} items are waiting to be written`))
      if (pending > 0) overlappedAt = performance.now()
      pending++
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        if (scheduled || running >= concurrency) return
        scheduled = true
        setImmediate(start) // whatever else arrives in this tick joins the batch
      })
    },
    pending: () => pending,
    take() {
      if (queue.length === 0 || queue.some(({ wasTaken }) => wasTaken)) return null
      const batch = takeBatch()
      startedAt = performance.now()
      return {
        items: batch.map(({ item }) => item),
        done(answer) {
          for (const { resolve } of batch) resolve(answer)
          forget(batch.length)
        },
        giveBack() {
          for (const entry of batch) entry.wasTaken = true
          queue = [...batch, ...queue]
          if (!scheduled) start()
        },
      }
    },
    drain: () => (pending === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve))),
  }
}

function rejectAll(entries: readonly { reject: (error: unknown) => void }[], error: unknown): unknown {
  for (const entry of entries) entry.reject(error)
  return error
}
