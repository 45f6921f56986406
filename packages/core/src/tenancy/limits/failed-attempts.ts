import { hash as digest, randomBytes } from 'node:crypto'

/** Failed attempts by address within a minute of the clock, and the keys that were good in it or the one before. Of this process alone. */
export interface FailedAttempts {
  /** Counts one more. `secret`: what was presented, if anything. */
  add(address: string, secret?: string | null): void
  /**
   * Whether the address has failed so often that a secret is not looked at. One that was good lately is, and so is one whose
   * beginning has not failed there: a proxy gives everybody one address, and whoever guesses must not lock good keys out.
   */
  isBlocked(address: string, secret: string | null): boolean
  /** `found`: what stands for the secret as long as it is known, so that it is digested once a minute and not for every request. */
  remember(secret: string, found?: object): void
  /** As a limiter would tell it. */
  usage(address: string): { allowed: boolean; limit: number; remaining: number; resetInMs: number }
}

const windowMs = 60_000
/** As much as is shown of a key: `sk_live_` and four digits. */
const prefixLength = 12

/**
 * Addresses and secrets beyond `maxKeys` are not remembered, so that made-up ones cannot take memory. Of a secret there
 * is only a digest, salted for this process: whoever reads its memory minutes later finds no key.
 */
export function createFailedAttempts(limit: number, maxKeys = 100_000, now: () => number = Date.now): FailedAttempts {
  let failures = new Map<string, number>()
  let good = new Set<string>()
  let failed = new Set<string>()
  let remembered = new WeakSet<object>()
  let goodBefore = new Set<string>() // else whoever guesses shuts good keys out by being first in each minute
  const salt = randomBytes(32).toString('base64')
  const digestOf = (secret: string) => digest('sha256', salt + secret, 'base64')
  let end = 0
  const turn = () => {
    const time = now()
    if (time < end && end - time <= windowMs) return
    failures = new Map()
    failed = new Set()
    goodBefore = time - end < windowMs ? good : new Set()
    good = new Set()
    remembered = new WeakSet()
    end = (Math.floor(time / windowMs) + 1) * windowMs
  }
  const wasGood = (id: string) => good.has(id) || goodBefore.has(id)
  const slotOf = (address: string) => (failures.size < maxKeys || failures.has(address) ? address : '')
  const beginningOf = (address: string, secret: string) => `${address}|${secret.slice(0, prefixLength)}`
  return {
    add(address, secret = null) {
      turn()
      if (secret !== null && failed.size < maxKeys) failed.add(beginningOf(address, secret))
      const slot = slotOf(address)
      failures.set(slot, (failures.get(slot) ?? 0) + 1)
    },
    isBlocked(address, secret) {
      if (failures.size === 0) return false
      turn()
      if ((failures.get(slotOf(address)) ?? 0) < limit) return false
      if (secret === null) return true
      const isUntried = failed.size < maxKeys && !failed.has(beginningOf(address, secret))
      return !isUntried && !wasGood(digestOf(secret))
    },
    remember(secret, value) {
      turn()
      if (value && remembered.has(value)) return
      if (value) remembered.add(value)
      if (good.size < maxKeys) good.add(digestOf(secret))
    },
    usage(address) {
      turn()
      const count = failures.get(slotOf(address)) ?? 0
      return { allowed: count < limit, limit, remaining: Math.max(0, limit - count), resetInMs: end - now() }
    },
  }
}
