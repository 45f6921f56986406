import { GatewayError } from '@dawk/core/errors.ts'
import type { FastifyReply } from 'fastify'

const windowMs = 60_000
/** What the headers say where there is no limit: the largest number that every client can read. */
const unlimited = 2 ** 31 - 1

/** Counts by key within a minute of the clock; the next minute starts empty. */
export interface MinuteCounter {
  /** Counts one more and returns how many that makes. */
  add(key: string): number
  count(key: string): number
  /** When the minute ends, in milliseconds since the epoch. */
  endsAt(): number
}

/** Keys beyond `maxKeys` share one count, so that made-up keys cannot take memory. */
export function createMinuteCounter(maxKeys = 100_000, now: () => number = Date.now): MinuteCounter {
  let counts = new Map<string, number>()
  let end = 0
  const turn = () => {
    const time = now()
    if (time < end && end - time <= windowMs) return
    counts = new Map()
    end = (Math.floor(time / windowMs) + 1) * windowMs
  }
  return {
    add(key) {
      turn()
      const slot = counts.size < maxKeys || counts.has(key) ? key : ''
      const count = (counts.get(slot) ?? 0) + 1
      counts.set(slot, count)
      return count
    },
    count(key) {
      turn()
      return counts.get(key) ?? 0
    },
    endsAt() {
      turn()
      return end
    },
  }
}

/** Counts a request against its key and shows the usage in the seed's headers. @throws GatewayError `rate_limited` */
export function limitRequest(counter: MinuteCounter, key: string, limit: number | null, reply: FastifyReply): void {
  const used = counter.add(key)
  showUsage(counter, used, limit, reply)
  if (limit !== null && used > limit) throw tooMany(counter)
}

/** Sets the headers without counting. */
export function showUsage(counter: MinuteCounter, used: number, limit: number | null, reply: FastifyReply): void {
  const most = limit ?? unlimited
  reply.header('x-ratelimit-limit', most)
  reply.header('x-ratelimit-remaining', limit === null ? unlimited : Math.max(0, most - used))
  reply.header('x-ratelimit-reset', counter.endsAt() / 1000)
}

export function tooMany(counter: MinuteCounter): GatewayError {
  const retryAfterSeconds = Math.max(1, Math.ceil((counter.endsAt() - Date.now()) / 1000))
  return new GatewayError('rate_limited', `Rate limit hit. Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds })
}
