/** A clock that runs with the real one and can be moved forward, so that a day of retries passes within a test. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Whole seconds since 1970, as vendors write instants. */
  seconds(): number
  advance(ms: number): void
  /** Calls `listener` each time the clock was moved. */
  onAdvance(listener: () => void): void
}

export function createVirtualClock(realNow: () => number = Date.now): VirtualClock {
  let offsetMs = 0
  const listeners: (() => void)[] = []
  const now = () => realNow() + offsetMs
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    advance(ms) {
      offsetMs += ms
      for (const listener of listeners) listener()
    },
    onAdvance: (listener) => void listeners.push(listener),
  }
}
