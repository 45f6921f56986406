import { type Account, effectiveQuota, effectiveRequestsPerMinute } from '@dawk/core/tenancy/accounts/account.ts'
import type { Quota } from '@dawk/core/tenancy/accounts/plans.ts'
import type { Verdict } from '@dawk/core/tenancy/limits/limiter.ts'
import type { FastifyReply } from 'fastify'
import type { HttpContext } from '../context.ts'
import { rejectBurst, rejectQuota, showBurst, showQuota, showUnlimited } from './rate-limit.ts'
import { costOf } from './request-cost.ts'

export type Limits = Pick<HttpContext, 'limiter' | 'quotas' | 'planQuotas'>

/**
 * Against the burst and the quota of the account, whatever key it used; the burst counts what the request costs. Only a promise when another has to be asked.
 * @throws GatewayError `rate_limited`, `quota_exceeded`
 */
export function countRequest(limits: Limits, account: Account, reply: FastifyReply): Promise<void> | null {
  const limit = effectiveRequestsPerMinute(account)
  const quota = effectiveQuota(account, limits.planQuotas)
  if (limit === null && quota === null) {
    showUnlimited(limits.limiter.windowMs, reply)
    return null
  }
  const burst = limit === null ? null : limits.limiter.take(account.id, limit, costOf(reply.request))
  if (burst instanceof Promise || quota !== null) return settleCount(limits, account, { burst, quota }, reply)
  if (burst) showBurst(burst, reply)
  if (burst) rejectBurst(burst)
  return null
}

async function settleCount(
  { limiter, quotas }: Limits,
  account: Account,
  { burst, quota }: { burst: Verdict | Promise<Verdict> | null; quota: Quota | null },
  reply: FastifyReply,
): Promise<void> {
  const verdict = await burst
  if (verdict) showBurst(verdict, reply)
  else showUnlimited(limiter.windowMs, reply)
  if (verdict) rejectBurst(verdict)
  if (quota === null) return
  const used = await quotas.take(account.id, quota)
  showQuota(used, quota, reply)
  rejectQuota(used, quota)
}
