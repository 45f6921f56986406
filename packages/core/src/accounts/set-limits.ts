import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit-log.ts'
import type { CoreContext } from '../context.ts'
import { GatewayError } from '../errors.ts'
import { isId } from '../ids.ts'
import { type Account, unlimitedRequests } from './account.ts'
import { accountChannel } from './account-channel.ts'
import { lockAccount, readRequestLimit, selectAccount, updateQuota, updateRequestLimit } from './account-repository.ts'
import type { Quota } from './plans.ts'

/**
 * Sets how many requests a minute an account may make; `plan`: as its plan says. Takes effect at once in every process
 * that hears the notification, in the others when their caches expire.
 * @throws GatewayError `invalid_request`, `not_found`
 */
export async function setRequestLimit(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  limit: number | 'unlimited' | 'plan',
  by: Actor,
): Promise<Account> {
  if (typeof limit === 'number' && !(Number.isInteger(limit) && limit > 0 && limit < 2 ** 31))
    throw new GatewayError('invalid_request', 'The limit is a whole number from 1, "unlimited" or "plan"')
  if (!isId(accountId)) throw new GatewayError('not_found', `There is no account ${accountId}`)
  const stored = limit === 'plan' ? null : limit === 'unlimited' ? unlimitedRequests : limit
  const account = await db.asAccounts([accountId], async (tx) => {
    const before = await readRequestLimit(tx, accountId)
    const changed = await updateRequestLimit(tx, accountId, stored)
    if (!changed) throw new GatewayError('not_found', `There is no account ${accountId}`)
    await recordAudit(tx, {
      accountId,
      by,
      action: 'account.limits_changed',
      target: { kind: 'account', id: accountId },
      before: { requestsPerMinute: before },
      after: { requestsPerMinute: stored },
    })
    return changed
  })
  await db.notify(accountChannel, accountId)
  return account
}

/**
 * Sets how many requests an account may make in a day or month; `plan`: as its plan says. What was used counts on.
 * @throws GatewayError `not_found`
 */
export async function setQuota(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  quota: Quota | 'unlimited' | 'plan',
  by: Actor,
): Promise<Account> {
  if (!isId(accountId)) throw new GatewayError('not_found', `There is no account ${accountId}`)
  const unlimited: Quota = { requests: unlimitedRequests, per: 'month' }
  const stored = quota === 'plan' ? null : quota === 'unlimited' ? unlimited : quota
  const account = await db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
    const before = await selectAccount(tx, accountId)
    if (!before) throw new GatewayError('not_found', `There is no account ${accountId}`)
    await updateQuota(tx, accountId, stored)
    await recordAudit(tx, {
      accountId,
      by,
      action: 'account.limits_changed',
      target: { kind: 'account', id: accountId },
      before: { quota: before.quota },
      after: { quota: stored },
    })
    return { ...before, quota: stored }
  })
  await db.notify(accountChannel, accountId)
  return account
}
