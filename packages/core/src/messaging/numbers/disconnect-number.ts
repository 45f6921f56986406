import type { CoreContext } from '#context.ts'
import { accountChannel } from '#tenancy/accounts/account-channel.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { deleteNumber, findOwnNumber, selectNumber } from './number-repository.ts'
import { deleteSignup } from './signup/signup-repository.ts'

/**
 * Forgets the account's own number, or the one with this id of ours, and its credentials; the sandbox number is used again. Its messages stay; what still
 * waits in its lane stays there too, and dispatch fails it, for the number is gone. False: there was none.
 */
export async function disconnectNumber(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  by: Actor,
  which?: string,
): Promise<boolean> {
  const removed = await db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
    const number = await (which === undefined ? findOwnNumber(tx, accountId) : selectNumber(tx, accountId, which))
    if (!number || number.sandbox) return false
    const { id, phoneNumberId, displayPhoneNumber } = number
    await recordAudit(tx, {
      accountId,
      by,
      action: 'number.disconnected',
      targetId: id,
      before: { phoneNumberId, displayPhoneNumber },
      after: null,
    })
    await deleteSignup(tx, accountId, phoneNumberId)
    return deleteNumber(tx, accountId, id)
  })
  await db.notify(accountChannel, accountId)
  return removed
}
