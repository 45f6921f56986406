import type { Verdict } from './limiter.ts'

/** Beyond so many entries requests that follow one another closely share one. */
const maxEntries = 1024

/**
 * The requests of the last `windowMs`. Each leaves the window exactly that long after it came, so that no span of this
 * length holds more than the limit, wherever it begins. Limits above 1024 join the requests of a thousandth of the
 * window; together they leave with the last of them, so that they count too long rather than too short.
 */
export class SlidingWindow {
  readonly #windowMs: number
  #first = new Float64Array(8)
  #last = new Float64Array(8)
  #counts = new Float64Array(8)
  #head = 0
  #length = 0
  #sum = 0

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** How many came in the window that ends `now`. Instants are milliseconds of a clock that never goes back. */
  count(now: number): number {
    while (this.#length > 0 && (this.#last[this.#head] ?? 0) <= now - this.#windowMs) {
      this.#sum -= this.#counts[this.#head] ?? 0
      this.#head = (this.#head + 1) & (this.#counts.length - 1)
      this.#length--
    }
    return this.#sum
  }

  take(now: number, limit: number, cost = 1): Verdict {
    const used = this.count(now)
    const allowed = used + cost <= limit
    if (allowed) this.#push(now, limit, cost)
    return { allowed, limit, remaining: Math.max(0, limit - this.#sum), resetInMs: this.resetInMs(now) }
  }

  /** Adds what it costs whatever the limit, which only says how finely to remember. */
  add(now: number, limit: number, cost = 1): void {
    this.count(now)
    this.#push(now, limit, cost)
  }

  #push(now: number, limit: number, cost: number): void {
    const joinMs = limit > maxEntries ? this.#windowMs / maxEntries : 0
    const tail = (this.#head + this.#length - 1) & (this.#counts.length - 1)
    this.#sum += cost
    if (this.#length > 0 && now - (this.#first[tail] ?? 0) <= joinMs) {
      this.#last[tail] = now
      this.#counts[tail] = (this.#counts[tail] ?? 0) + cost
    } else this.#append(now, cost)
  }

  /** Until the oldest leaves; 0: there is none. */
  resetInMs(now: number): number {
    return this.#length === 0 ? 0 : (this.#last[this.#head] ?? 0) + this.#windowMs - now
  }

  #append(now: number, cost: number): void {
    if (this.#length === this.#counts.length) this.#grow()
    const at = (this.#head + this.#length++) & (this.#counts.length - 1)
    this.#first[at] = now
    this.#last[at] = now
    this.#counts[at] = cost
  }

  /** Sizes are powers of two. */
  #grow(): void {
    const unrolled = (from: Float64Array) => {
      const to = new Float64Array(from.length * 2)
      to.set(from.subarray(this.#head))
      to.set(from.subarray(0, this.#head), from.length - this.#head)
      return to
    }
    this.#first = unrolled(this.#first)
    this.#last = unrolled(this.#last)
    this.#counts = unrolled(this.#counts)
    this.#head = 0
  }
}
