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

interface LoopOptions {
  /** One round of work, never two at a time; in how many milliseconds the next is due. 0: at once. */
  step(): Promise<number>
  /** Told of each step that failed. The next one follows all the same. */
  onError(error: unknown): void
  /** The rest after a step that failed. No hint shortens it, or work that comes in while the database is away would make the loop hot. */
  retryMs: number
}

/** Does a piece of work again and again until it is stopped, with rests that a hint ends. */
export function createBackgroundLoop({ step, onError, retryMs }: LoopOptions): BackgroundLoop {
  const hint = new Signal()
  const end = new AbortController()
  let running: Promise<void> = Promise.resolve()

  async function run(afterMs: number): Promise<void> {
    if (afterMs > 0) await hint.wait(afterMs)
    while (!end.signal.aborted) {
      try {
        await hint.wait(await step())
      } catch (error) {
        onError(error)
        await sleep(retryMs, undefined, { signal: end.signal }).catch(() => undefined) // its end is no error
      }
    }
  }

  return {
    start(afterMs = 0) {
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
