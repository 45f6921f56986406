import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit-log.ts'
import type { CoreContext } from '../context.ts'
import { GatewayError } from '../errors.ts'
import type { Account } from './account.ts'
import { accountChannel } from './account-channel.ts'
import { lockAccount, selectAccount, updateAccountName } from './account-repository.ts'

/**
 * Gives the account another name.
 * @throws GatewayError `not_found`
 */
export async function renameAccount(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  name: string,
  by: Actor,
): Promise<Account> {
  return db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
    const before = await selectAccount(tx, accountId)
    if (!before) throw new GatewayError('not_found', `There is no account ${accountId}`)
    await updateAccountName(tx, accountId, name)
    await recordAudit(tx, {
      accountId,
      by,
      action: 'account.changed',
      target: { kind: 'account', id: accountId },
      before: { name: before.name },
      after: { name },
    })
    await tx.query('select pg_notify($1, $2)', [accountChannel, accountId])
    return { ...before, name }
  })
}
