import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit-log.ts'
import type { Account, AccountSettings } from './account.ts'
import { announceAccount } from './account-channel.ts'
import { lockAccount, selectAccount, updateSettings } from './account-repository.ts'

/**
 * Changes what is named; the rest stays as it was. The change, its record and the hint to every process are one
 * transaction, and no other change of the account runs meanwhile.
 * @throws GatewayError `not_found`
 */
export async function changeAccount(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  action: string,
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
      target: { kind: 'account', id: accountId },
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

const noAccount = (accountId: string) => new GatewayError('not_found', `There is no account ${accountId}`)

const sameMembers = (account: Account, settings: Partial<AccountSettings>) =>
  Object.fromEntries(Object.keys(settings).map((name) => [name, account[name as keyof AccountSettings]]))
