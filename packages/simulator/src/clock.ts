/** The simulator's time: real time moved by an offset, so that a test can step over the 24-hour window, or one that stands still. */
export interface Clock {
  now(): number
  advance(ms: number): void
  set(epochMs: number): void
  /** Back to where it was at the start. */
  reset(): void
}

export interface ClockStart {
  /** Epoch milliseconds at the start; left out: the real time. */
  startsAt?: number
  /** Only `advance` and `set` move it. */
  isFrozen?: boolean
}

export function createClock({ startsAt, isFrozen = false }: ClockStart = {}): Clock {
  const frozenAt = Date.now()
  const base = () => (isFrozen ? frozenAt : Date.now())
  const startOffset = () => (startsAt === undefined ? 0 : startsAt - base())
  let offsetMs = startOffset()
  return {
    now: () => base() + offsetMs,
    advance: (ms) => {
      offsetMs += ms
    },
    set: (epochMs) => {
      offsetMs = epochMs - base()
    },
    reset: () => {
      offsetMs = startOffset()
    },
  }
}
