import type { CoreContext } from '#context.ts'
import { systemCaller } from '../access/caller.ts'
import type { Quota } from '../accounts/plans.ts'
import type { Verdict } from './limiter.ts'
import { type QuotaPeriod, returnPortion, takePortion } from './quota-store.ts'

export interface Quotas {
  /** At once while the portion that this process took lasts. */
  take(accountId: string, quota: Quota): Verdict | Promise<Verdict>
  /** Gives back what was taken and not used: the process ends. */
  release(): Promise<void>
}

interface Portion {
  period: QuotaPeriod
  limit: number
  endsAt: number
  /** Taken and not used yet. */
  tokens: number
  /** Of the period, by all processes. */
  taken: number
  /** Used up: not asked about before. */
  refusedUntil: number
  flight: Promise<void> | null
}

const shutMs = 10_000
const maxPortion = 500
const maxAccounts = 50_000

/**
 * Requests of a calendar day or month, UTC. What was used is kept in the database, so that it outlives every process;
 * each process takes a portion (a two-hundredth of the quota, at most 500) out of it and decides by itself while that
 * lasts. Never more than the quota is let through; a process that is killed leaves its portion unused.
 */
export function createQuotas(
  { transaction, log }: Pick<CoreContext, 'transaction' | 'log'>,
  now: () => number = Date.now,
): Quotas {
  const portions = new Map<string, Portion>()

  function portionOf(accountId: string, { requests, per }: Quota): Portion {
    const known = portions.get(accountId)
    if (known && known.period.per === per && known.limit === requests && now() < known.endsAt) return known
    if (known) void giveBack(known)
    if (portions.size >= maxAccounts) forgetOldest()
    const portion = {
      ...periodAt(now(), accountId, per),
      limit: requests,
      tokens: 0,
      taken: 0,
      refusedUntil: 0,
      flight: null,
    }
    portions.set(accountId, portion)
    return portion
  }

  function forgetOldest(): void {
    const [oldest] = portions
    if (!oldest) return
    portions.delete(oldest[0])
    void giveBack(oldest[1])
  }

  async function refill(portion: Portion): Promise<void> {
    const { period, limit } = portion
    const size = Math.max(1, Math.min(maxPortion, Math.floor(limit / 200)))
    const { granted, taken } = await transaction(systemCaller(period.accountId), (tx) =>
      takePortion(tx, period, { size, limit }),
    )
    portion.tokens += granted
    portion.taken = taken
    if (granted === 0) portion.refusedUntil = now() + shutMs
  }

  async function giveBack(portion: Portion): Promise<void> {
    const unused = portion.tokens
    portion.tokens = 0
    if (unused === 0) return
    await transaction(systemCaller(portion.period.accountId), (tx) => returnPortion(tx, portion.period, unused)).catch(
      (error: unknown) => log.warn({ err: error }, 'an unused portion of a quota could not be given back'),
    )
  }

  /** Null: the database has to be asked. */
  function decide(portion: Portion): Verdict | null {
    const { limit, taken, endsAt } = portion
    const resetInMs = Math.max(0, endsAt - now())
    if (portion.tokens > 0) {
      portion.tokens--
      return { allowed: true, limit, remaining: Math.max(0, limit - taken + portion.tokens), resetInMs }
    }
    return now() < portion.refusedUntil ? { allowed: false, limit, remaining: 0, resetInMs } : null
  }

  async function wait(portion: Portion): Promise<Verdict> {
    for (;;) {
      portion.flight ??= refill(portion).finally(() => {
        portion.flight = null
      })
      await portion.flight
      const verdict = decide(portion)
      if (verdict) return verdict
    }
  }

  return {
    take(accountId, quota) {
      const portion = portionOf(accountId, quota)
      return decide(portion) ?? wait(portion)
    },
    async release() {
      const all = [...portions.values()]
      portions.clear()
      for (const portion of all) await giveBack(portion)
    },
  }
}

function periodAt(at: number, accountId: string, per: Quota['per']): { period: QuotaPeriod; endsAt: number } {
  const date = new Date(at)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), per === 'day' ? date.getUTCDate() : 1]
  const startsOn = new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
  const endsAt = per === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1)
  return { period: { accountId, per, startsOn }, endsAt }
}
