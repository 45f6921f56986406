import type { CoreContext } from '../context.ts'
import { GatewayError } from '../errors.ts'
import { isId } from '../ids.ts'
import { type Account, unlimitedRequests } from './account.ts'
import { accountChannel } from './account-channel.ts'
import { updateRequestLimit } from './account-repository.ts'

/**
 * Sets how many requests a minute an account may make; `plan`: as its plan says. Takes effect at once in every process
 * that hears the notification, in the others when their caches expire.
 * @throws GatewayError `invalid_request`, `not_found`
 */
export async function setRequestLimit(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  limit: number | 'unlimited' | 'plan',
): Promise<Account> {
  if (typeof limit === 'number' && !(Number.isInteger(limit) && limit > 0 && limit < 2 ** 31))
    throw new GatewayError('invalid_request', 'The limit is a whole number from 1, "unlimited" or "plan"')
  if (!isId(accountId)) throw new GatewayError('not_found', `There is no account ${accountId}`)
  const stored = limit === 'plan' ? null : limit === 'unlimited' ? unlimitedRequests : limit
  const account = await db.asAccounts([accountId], (tx) => updateRequestLimit(tx, accountId, stored))
  if (!account) throw new GatewayError('not_found', `There is no account ${accountId}`)
  await db.notify(accountChannel, accountId)
  return account
}
