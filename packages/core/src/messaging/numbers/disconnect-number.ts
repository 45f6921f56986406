import type { CoreContext } from '#context.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import { deleteNumber, findOwnNumber, selectNumber } from './number-store.ts'
import { deleteSignup } from './signup/signup-store.ts'

/**
 * Forgets the account's own number, or the one with this id of ours, and its credentials; the sandbox number is used again. Its messages stay; what still
 * waits in its lane stays there too, and dispatch fails it, for the number is gone. False: there was none.
 */
export async function disconnectNumber(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  which?: string,
): Promise<boolean> {
  assertScope(caller, 'numbers:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockAccount(tx, accountId)
    const number = await (which === undefined ? findOwnNumber(tx, accountId) : selectNumber(tx, accountId, which))
    if (!number || number.sandbox) return false
    const { id, phoneNumberId, displayPhoneNumber, wabaId } = number
    tx.emit('number.disconnected', { numberId: id, phoneNumberId, wabaId, displayPhoneNumber })
    await tx.audit('number.disconnected', id, { before: { phoneNumberId, displayPhoneNumber }, after: null })
    await deleteSignup(tx, accountId, phoneNumberId)
    tx.notify('accounts', accountId)
    return deleteNumber(tx, accountId, id)
  })
}
