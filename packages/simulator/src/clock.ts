/** The simulator's time: real time moved by an offset, so that a test can step over the 24-hour window. */
export interface Clock {
  now(): number
  advance(ms: number): void
  set(epochMs: number): void
  reset(): void
}

export function createClock(): Clock {
  let offsetMs = 0
  return {
    now: () => Date.now() + offsetMs,
    advance: (ms) => {
      offsetMs += ms
    },
    set: (epochMs) => {
      offsetMs = epochMs - Date.now()
    },
    reset: () => {
      offsetMs = 0
    },
  }
}
