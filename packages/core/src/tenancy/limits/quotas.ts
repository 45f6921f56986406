import type { CoreContext } from '#context.ts'
import { systemCaller } from '../access/caller.ts'
import type { Quota } from '../accounts/plans.ts'
import type { Verdict } from './limiter.ts'
import { type QuotaPeriod, returnLease, takeLease } from './quota-store.ts'

export interface Quotas {
  /** At once while the lease that this process took lasts. */
  take(accountId: string, quota: Quota): Verdict | Promise<Verdict>
  /** Gives back what was taken and not used: the process ends. */
  release(): Promise<void>
}

interface Lease {
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
const maxLease = 500
const maxAccounts = 50_000

/**
 * Requests of a calendar day or month, UTC. What was used is kept in the database, so that it outlives every process;
 * each process takes a lease (a two-hundredth of the quota, at most 500) out of it and decides by itself while that
 * lasts. Never more than the quota is let through; a process that is killed leaves its lease unused.
 */
export function createQuotas(
  { transaction, log }: Pick<CoreContext, 'transaction' | 'log'>,
  now: () => number = Date.now,
): Quotas {
  const leases = new Map<string, Lease>()

  function leaseOf(accountId: string, { requests, per }: Quota): Lease {
    const known = leases.get(accountId)
    if (known && known.period.per === per && known.limit === requests && now() < known.endsAt) return known
    if (known) void release(known)
    if (leases.size >= maxAccounts) forgetOldest()
    const lease = {
      ...periodAt(now(), accountId, per),
      limit: requests,
      tokens: 0,
      taken: 0,
      refusedUntil: 0,
      flight: null,
    }
    leases.set(accountId, lease)
    return lease
  }

  function forgetOldest(): void {
    const [oldest] = leases
    if (!oldest) return
    leases.delete(oldest[0])
    void release(oldest[1])
  }

  async function refill(lease: Lease): Promise<void> {
    const { period, limit } = lease
    const size = Math.max(1, Math.min(maxLease, Math.floor(limit / 200)))
    const { granted, taken } = await transaction(systemCaller(period.accountId), (tx) =>
      takeLease(tx, period, { size, limit }),
    )
    lease.tokens += granted
    lease.taken = taken
    if (granted === 0) lease.refusedUntil = now() + shutMs
  }

  async function release(lease: Lease): Promise<void> {
    const unused = lease.tokens
    lease.tokens = 0
    if (unused === 0) return
    await transaction(systemCaller(lease.period.accountId), (tx) => returnLease(tx, lease.period, unused)).catch(
      (error: unknown) => log.warn({ err: error }, 'an unused lease of a quota could not be returned'),
    )
  }

  /** Null: the database has to be asked. */
  function decide(lease: Lease): Verdict | null {
    const { limit, taken, endsAt } = lease
    const resetInMs = Math.max(0, endsAt - now())
    if (lease.tokens > 0) {
      lease.tokens--
      return { allowed: true, limit, remaining: Math.max(0, limit - taken + lease.tokens), resetInMs }
    }
    return now() < lease.refusedUntil ? { allowed: false, limit, remaining: 0, resetInMs } : null
  }

  async function wait(lease: Lease): Promise<Verdict> {
    for (;;) {
      lease.flight ??= refill(lease).finally(() => {
        lease.flight = null
      })
      await lease.flight
      const verdict = decide(lease)
      if (verdict) return verdict
    }
  }

  return {
    take(accountId, quota) {
      const lease = leaseOf(accountId, quota)
      return decide(lease) ?? wait(lease)
    },
    async release() {
      const all = [...leases.values()]
      leases.clear()
      for (const lease of all) await release(lease)
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
