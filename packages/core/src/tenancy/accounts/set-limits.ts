import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Actor } from '../audit/actor.ts'
import { type Account, unlimitedRequests } from './account.ts'
import { changeAccount } from './change-account.ts'
import type { Quota } from './plans.ts'

/**
 * Sets how many requests a minute an account may make; `plan`: as its plan says. Takes effect at once in every process
 * that hears the notification, in the others when their caches expire.
 * @throws GatewayError `invalid_request`, `not_found`
 */
export async function setRequestLimit(
  ctx: Pick<CoreContext, 'db'>,
  accountId: string,
  limit: number | 'unlimited' | 'plan',
  by: Actor,
): Promise<Account> {
  if (typeof limit === 'number' && !(Number.isInteger(limit) && limit > 0 && limit < 2 ** 31))
    throw new GatewayError('invalid_request', 'The limit is a whole number from 1, "unlimited" or "plan"')
  const requestsPerMinute = limit === 'plan' ? null : limit === 'unlimited' ? unlimitedRequests : limit
  return changeAccount(ctx, accountId, 'account.limits_changed', { requestsPerMinute }, by)
}

/**
 * Sets how many requests an account may make in a day or month; `plan`: as its plan says. What was used counts on.
 * @throws GatewayError `not_found`
 */
export async function setQuota(
  ctx: Pick<CoreContext, 'db'>,
  accountId: string,
  quota: Quota | 'unlimited' | 'plan',
  by: Actor,
): Promise<Account> {
  const unlimited: Quota = { requests: unlimitedRequests, per: 'month' }
  const stored = quota === 'plan' ? null : quota === 'unlimited' ? unlimited : quota
  return changeAccount(ctx, accountId, 'account.limits_changed', { quota: stored }, by)
}
