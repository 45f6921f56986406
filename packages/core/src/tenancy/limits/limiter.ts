/** What became of one request. Spans are in milliseconds from now. */
export interface Verdict {
  allowed: boolean
  limit: number
  /** How many more would be allowed at this moment. */
  remaining: number
  /** When the oldest of what counts against the limit no longer does, and more is allowed again. */
  resetInMs: number
}

/** Counts requests by key; in any span of the window's length no key gets more than its limit. */
export interface Limiter {
  readonly windowMs: number
  /** At once where this process can decide by itself. `cost`: as how many requests it counts; absent: one. One that costs more than the limit costs all of it. */
  take(key: string, limit: number, cost?: number): Verdict | Promise<Verdict>
  stop(): Promise<void>
}
