import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '../access/caller.ts'
import type { AuditAction } from '../audit/catalogue.ts'
import { type Account, type AccountSettings, unlimitedRequests } from './account.ts'
import { lockAccount, selectAccount, updateSettings } from './account-store.ts'
import type { Plan, Quota } from './plans.ts'

type Context = Pick<CoreContext, 'transaction'>
type AccountAction = Extract<
  AuditAction,
  `account.${'changed' | 'limits_changed' | 'plan_changed' | 'suspended' | 'resumed'}`
>

/**
 * Updates the settings that are given. The update, its record and the notification of every process are one transaction,
 * and no other update of the account runs meanwhile.
 * @throws GatewayError `not_found`
 */
async function updateAccount(
  ctx: Context,
  caller: Caller,
  action: AccountAction,
  settings: Partial<AccountSettings>,
): Promise<Account> {
  assertScope(caller, 'account:write')
  const { accountId } = caller
  if (!isId(accountId)) throw noAccount(accountId)
  return ctx.transaction(caller, async (tx) => {
    await lockAccount(tx, accountId)
    const account = await selectAccount(tx, accountId)
    if (!account) throw noAccount(accountId)
    const updated = { ...account, ...settings }
    await updateSettings(tx, accountId, updated)
    await tx.audit(action, accountId, { before: sameMembers(account, settings), after: settings })
    tx.notify('accounts', accountId)
    return updated
  })
}

/** What an account may change about itself. */
export type OwnSettings = Partial<Pick<AccountSettings, 'name' | 'defaultNumberId' | 'requiresTwoFactor'>>

/** `defaultNumberId` is a number that may be the default. @throws GatewayError `not_found` */
export const changeAccount = (ctx: Context, caller: Caller, settings: OwnSettings): Promise<Account> =>
  updateAccount(ctx, caller, 'account.changed', settings)

/** Rejects the account's requests from now on, in every process. @throws GatewayError `not_found` */
export const suspendAccount = (ctx: Context, caller: Caller): Promise<Account> =>
  updateAccount(ctx, caller, 'account.suspended', { active: false })

/** @throws GatewayError `not_found` */
export const resumeAccount = (ctx: Context, caller: Caller): Promise<Account> =>
  updateAccount(ctx, caller, 'account.resumed', { active: true })

/** @throws GatewayError `not_found` */
export const updatePlan = (ctx: Context, caller: Caller, plan: Plan): Promise<Account> =>
  updateAccount(ctx, caller, 'account.plan_changed', { plan })

/**
 * Sets how many requests a minute the account may make; `plan`: as its plan says. Takes effect at once in every process
 * that receives the notification, in the others when their caches expire.
 * @throws GatewayError `invalid_request`, `not_found`
 */
export async function setRequestLimit(
  ctx: Context,
  caller: Caller,
  limit: number | 'unlimited' | 'plan',
): Promise<Account> {
  if (typeof limit === 'number' && !(Number.isInteger(limit) && limit > 0 && limit < 2 ** 31))
    throw new GatewayError('invalid_request', 'The limit is a whole number from 1, "unlimited" or "plan"')
  const requestsPerMinute = limit === 'plan' ? null : limit === 'unlimited' ? unlimitedRequests : limit
  return updateAccount(ctx, caller, 'account.limits_changed', { requestsPerMinute })
}

/**
 * Sets how many requests the account may make in a day or month; `plan`: as its plan says. Requests made so far still count.
 * @throws GatewayError `not_found`
 */
export async function setQuota(ctx: Context, caller: Caller, quota: Quota | 'unlimited' | 'plan'): Promise<Account> {
  const unlimited: Quota = { requests: unlimitedRequests, per: 'month' }
  const stored = quota === 'plan' ? null : quota === 'unlimited' ? unlimited : quota
  return updateAccount(ctx, caller, 'account.limits_changed', { quota: stored })
}

/** Sets how many megabytes of files the account may keep; `plan`: as every account. @throws GatewayError `not_found` */
export async function setStorage(
  ctx: Context,
  caller: Caller,
  megabytes: number | 'unlimited' | 'plan',
): Promise<Account> {
  const stored = megabytes === 'plan' ? null : megabytes === 'unlimited' ? -1 : Math.round(megabytes * 1_000_000)
  return updateAccount(ctx, caller, 'account.limits_changed', { storageBytes: stored })
}

const noAccount = (accountId: string) => new GatewayError('not_found', `There is no account ${accountId}`)

const sameMembers = (account: Account, settings: Partial<AccountSettings>) =>
  Object.fromEntries(Object.keys(settings).map((name) => [name, account[name as keyof AccountSettings]]))
