const failuresToOpen = 5
const firstOpenMs = 1000
const longestOpenMs = 30_000

/**
 * Stops a lane whose destination fails again and again, and lets one probe through when the pause is over. Half open
 * it stays until that probe's answer: a success closes it, a failure doubles the pause. Instants are monotonic milliseconds.
 */
export class Breaker {
  #failures = 0
  #openUntil = 0
  #openMs = 0
  #probing = false

  /** How many attempts may start now. */
  allowance(now: number): number {
    if (this.#openMs === 0) return Number.POSITIVE_INFINITY
    return now >= this.#openUntil && !this.#probing ? 1 : 0
  }

  /** To be called for each attempt that starts. */
  started(): void {
    if (this.#openMs > 0) this.#probing = true
  }

  /** What had been taken never left: if it was the probe, the next one is. */
  abandoned(): void {
    this.#probing = false
  }

  /** Returns true when this success closed it. */
  succeeded(): boolean {
    const wasOpen = this.#openMs > 0
    this.#failures = 0
    this.#openMs = 0
    this.#probing = false
    return wasOpen
  }

  /** Returns for how long it opens, 0 when it stays as it is. */
  failed(now: number): number {
    this.#failures += 1
    if (this.#openMs > 0 && !this.#probing) return 0 // left before it opened; the probe decides
    if (this.#failures < failuresToOpen && this.#openMs === 0) return 0
    this.#probing = false
    this.#openMs = Math.min(longestOpenMs, this.#openMs === 0 ? firstOpenMs : this.#openMs * 2)
    this.#openUntil = now + this.#openMs
    return this.#openMs
  }

  /** Lets the next probe leave from this instant on. */
  probeFrom(at: number): void {
    this.#openUntil = Math.min(this.#openUntil, at)
  }

  opensAt(): number | null {
    return this.#openMs > 0 ? this.#openUntil : null
  }
}
