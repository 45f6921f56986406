import { accountChannel } from '../accounts/account-channel.ts'
import { lockAccount } from '../accounts/account-repository.ts'
import type { CoreContext } from '../context.ts'
import { deleteOwnNumber } from './number-repository.ts'

/**
 * Forgets the account's own number and its credentials; the sandbox number is used again. Its messages stay; what still
 * waits in its lane stays there too, and dispatch fails it, for the number is gone. False: there was none.
 */
export async function disconnectNumber({ db }: Pick<CoreContext, 'db'>, accountId: string): Promise<boolean> {
  const removed = await db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
    return deleteOwnNumber(tx, accountId)
  })
  await db.notify(accountChannel, accountId)
  return removed
}
