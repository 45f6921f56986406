import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditAction } from '../audit/catalogue.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Account, AccountSettings } from './account.ts'
import { announceAccount } from './account-channel.ts'
import { lockAccount, selectAccount, updateSettings } from './account-repository.ts'
import type { Plan } from './plans.ts'

type AccountAction = Extract<
  AuditAction,
  `account.${'changed' | 'limits_changed' | 'plan_changed' | 'suspended' | 'resumed'}`
>

/**
 * Changes what is named; the rest stays as it was. The change, its record and the hint to every process are one
 * transaction, and no other change of the account runs meanwhile.
 * @throws GatewayError `not_found`
 */
export async function changeAccount(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  action: AccountAction,
  settings: Partial<AccountSettings>,
  by: Actor,
): Promise<Account> {
  if (!isId(accountId)) throw noAccount(accountId)
  return db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
    const account = await selectAccount(tx, accountId)
    if (!account) throw noAccount(accountId)
    const changed = { ...account, ...settings }
    await updateSettings(tx, accountId, changed)
    await recordAudit(tx, {
      accountId,
      by,
      action,
      targetId: accountId,
      before: sameMembers(account, settings),
      after: settings,
    })
    await announceAccount(tx, accountId)
    return changed
  })
}

/** Gives the account another name. @throws GatewayError `not_found` */
export const renameAccount = (
  ctx: Pick<CoreContext, 'db'>,
  accountId: string,
  name: string,
  by: Actor,
): Promise<Account> => changeAccount(ctx, accountId, 'account.changed', { name }, by)

/** Rejects the account's requests from now on, in every process. @throws GatewayError `not_found` */
export const suspendAccount = (ctx: Pick<CoreContext, 'db'>, accountId: string, by: Actor): Promise<Account> =>
  changeAccount(ctx, accountId, 'account.suspended', { active: false }, by)

/** @throws GatewayError `not_found` */
export const resumeAccount = (ctx: Pick<CoreContext, 'db'>, accountId: string, by: Actor): Promise<Account> =>
  changeAccount(ctx, accountId, 'account.resumed', { active: true }, by)

/** @throws GatewayError `not_found` */
export const changePlan = (ctx: Pick<CoreContext, 'db'>, accountId: string, plan: Plan, by: Actor): Promise<Account> =>
  changeAccount(ctx, accountId, 'account.plan_changed', { plan }, by)

const noAccount = (accountId: string) => new GatewayError('not_found', `There is no account ${accountId}`)

const sameMembers = (account: Account, settings: Partial<AccountSettings>) =>
  Object.fromEntries(Object.keys(settings).map((name) => [name, account[name as keyof AccountSettings]]))
