/** How much of a second's allowance may leave at once after a pause. Small, so that no second sees much more than the rate. */
const burstSeconds = 0.1

/**
 * Paces a lane: `perSecond` leaves in the long run, learned down when the destination complains and up again when it
 * does not. Instants are milliseconds of a monotonic clock.
 */
export class TokenBucket {
  #limit: number
  #rate: number
  #tokens: number
  #filledAt: number
  #grewAt: number

  constructor(perSecond: number | null, now: number) {
    this.#limit = perSecond ?? Number.POSITIVE_INFINITY
    this.#rate = this.#limit
    this.#tokens = this.#capacity()
    this.#filledAt = now
    this.#grewAt = now
  }

  get perSecond(): number {
    return this.#rate
  }

  /** The operator's limit; what was learned stays where it is stricter. */
  setLimit(perSecond: number | null): void {
    const limit = perSecond ?? Number.POSITIVE_INFINITY
    if (limit === this.#limit) return
    this.#rate = this.#rate === this.#limit ? limit : Math.min(this.#rate, limit)
    this.#limit = limit
  }

  /** Whole tokens there are now. */
  available(now: number): number {
    this.#fill(now)
    return Math.floor(this.#tokens)
  }

  take(count: number): void {
    this.#tokens -= count
  }

  /** Milliseconds until one token is there. */
  waitMs(now: number): number {
    this.#fill(now)
    return this.#tokens >= 1 ? 0 : ((1 - this.#tokens) / this.#rate) * 1000
  }

  /** The destination said that it was too much (130429). */
  slowDown(now: number, observedPerSecond: number): void {
    const from = Number.isFinite(this.#rate) ? this.#rate : Math.max(observedPerSecond, 20)
    this.#rate = Math.max(1, from * 0.7)
    this.#tokens = Math.min(this.#tokens, 0)
    this.#grewAt = now
  }

  #fill(now: number): void {
    this.#recover(now)
    const earned = ((now - this.#filledAt) / 1000) * this.#rate
    this.#tokens = Math.min(this.#capacity(), Number.isFinite(earned) ? this.#tokens + earned : this.#capacity())
    this.#filledAt = now
  }

  /** Up by a twentieth every two seconds without complaint, up to the limit. */
  #recover(now: number): void {
    if (this.#rate >= this.#limit || now - this.#grewAt < 2000) return
    const grown = this.#rate * 1.05 + 0.5
    this.#rate = grown > 2000 ? this.#limit : Math.min(this.#limit, grown)
    this.#grewAt = now
  }

  #capacity(): number {
    return Number.isFinite(this.#rate) ? Math.max(1, this.#rate * burstSeconds) : Number.MAX_SAFE_INTEGER
  }
}
