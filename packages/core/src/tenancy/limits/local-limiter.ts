import type { Limiter } from './limiter.ts'
import { SlidingWindow } from './sliding-window.ts'
import { createWindowTable } from './window-table.ts'

/** Exact for one process. */
export function createLocalLimiter(windowMs = 60_000, now: () => number = () => performance.now()): Limiter {
  const windows = createWindowTable(windowMs, {
    create: () => new SlidingWindow(windowMs),
    isIdle: (window, time) => window.count(time) === 0,
  })
  return {
    windowMs,
    take(key, limit, cost = 1) {
      const time = now()
      return windows.stateOf(key, time).take(time, limit, Math.min(cost, limit))
    },
    stop: async () => undefined,
  }
}
