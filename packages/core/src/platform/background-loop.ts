import { setTimeout as sleep } from 'node:timers/promises'
import { Signal } from './lanes/signal.ts'

export interface BackgroundLoop {
  /** The first step after so many milliseconds, or at once. */
  start(afterMs?: number): void
  /** There may be work: the rest ends, and one that would begin now is left out. A hint; without it the next step is only later. */
  wake(): void
  /** No step begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>
  /** For steps that take long: whether to come to an end. */
  isStopping(): boolean
}

/** Tells when something has fallen due. */
export interface DueWatch {
  /** Asks `exists`, a condition in SQL, once a second from now on, and tells what came of it. */
  watch(exists: string, onLook: (isDue: boolean) => void): void
}

interface LoopOptions {
  /** One round of work, never two at a time; in how many milliseconds the next is due. 0: at once. */
  step(): Promise<number>
  /** Told of each step that failed. The next one follows all the same. */
  onError(error: unknown): void
  /** The rest after a step that failed. No hint shortens it, or work that comes in while the database is away would make the loop hot. */
  retryMs: number
  /** At least so long from the beginning of one step to the next, unless the step says that there is more. Default: 0. */
  pauseMs?: number
  /** Where `poll` says when there is work (`exists`, a condition in SQL), the loop rests until then, or for a quarter of a minute. */
  due?: { poll: DueWatch | undefined; exists: string }
}

const longestRestMs = 15_000

/** Does a piece of work again and again until it is stopped, with rests that a hint ends. */
export function createBackgroundLoop({ step, onError, retryMs, pauseMs = 0, due }: LoopOptions): BackgroundLoop {
  const hint = new Signal()
  const end = new AbortController()
  let running: Promise<void> = Promise.resolve()

  async function run(afterMs: number): Promise<void> {
    if (afterMs > 0) await hint.wait(afterMs)
    while (!end.signal.aborted) {
      try {
        await rest(performance.now(), await step())
      } catch (error) {
        onError(error)
        await pause(retryMs)
      }
    }
  }

  async function rest(began: number, ms: number): Promise<void> {
    if (ms > 0) await pause(began + pauseMs - performance.now())
    await hint.wait(restAfter(ms))
  }

  /** No hint shortens it. */
  async function pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: end.signal }).catch(() => undefined) // its end is no error
  }

  const restAfter = (ms: number) => (ms > 0 && due?.poll ? Math.max(ms, longestRestMs) : ms)

  return {
    start(afterMs = 0) {
      due?.poll?.watch(due.exists, (isDue) => isDue && hint.raise())
      running = run(afterMs)
    },
    wake: () => hint.raise(),
    stop() {
      end.abort()
      hint.raise()
      return running
    },
    isStopping: () => end.signal.aborted,
  }
}
