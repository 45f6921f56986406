import type { Clock } from '../clock.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'

const pairIntervalMs = 6000
const pairBurst = 45
const defaultThroughput = 80

/**
 * Meta's two rate limits, each kept as one timestamp per key: the instant at which the allowance is whole again.
 * A send moves it on by one interval; it is refused when that lies further ahead than the burst allows.
 */
export interface RateLimits {
  takeThroughput(number: BusinessNumber): boolean
  takePair(number: BusinessNumber, user: string): boolean
  reset(): void
}

export function createRateLimits(clock: Clock): RateLimits {
  const throughput = new Map<string, number>()
  const pairs = new Map<string, number>()
  return {
    takeThroughput(number) {
      const perSecond = number.throughputPerSecond === undefined ? defaultThroughput : number.throughputPerSecond
      if (perSecond === null) return true
      const intervalMs = 1000 / perSecond
      const pace = { intervalMs, burstMs: Math.max(1000, intervalMs), now: clock.now() }
      return take(throughput, number.phoneNumberId, pace)
    },
    takePair(number, user) {
      if (number.pairLimit === false) return true
      const now = clock.now()
      if (pairs.size > 50_000) prune(pairs, now)
      return take(pairs, `${number.phoneNumberId}:${user}`, {
        intervalMs: pairIntervalMs,
        burstMs: pairIntervalMs * pairBurst,
        now,
      })
    },
    reset() {
      throughput.clear()
      pairs.clear()
    },
  }
}

interface Pace {
  intervalMs: number
  burstMs: number
  now: number
}

function take(wholeAt: Map<string, number>, key: string, { intervalMs, burstMs, now }: Pace): boolean {
  const next = Math.max(wholeAt.get(key) ?? 0, now) + intervalMs
  if (next - now > burstMs + 1e-6) return false
  wholeAt.set(key, next)
  return true
}

function prune(wholeAt: Map<string, number>, now: number): void {
  for (const [key, at] of wholeAt) if (at <= now) wholeAt.delete(key)
  if (wholeAt.size > 50_000) wholeAt.clear()
}
