import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import { selectRivalClaims } from './claim-store.ts'
import type { NumberRow } from './number.ts'
import { deleteNumber } from './number-store.ts'

/**
 * Ends what other accounts claim of a number that one account has proven: whoever connects a phone number id that its token
 * cannot read holds nothing. Doing so twice changes nothing, so a process may die before it.
 */
export async function endRivalClaims(
  { worker }: Pick<CoreContext, 'worker'>,
  proven: Pick<NumberRow, 'phoneNumberId'>,
): Promise<void> {
  const rivals = await selectRivalClaims(worker, proven.phoneNumberId)
  for (const { accountId, id } of rivals)
    await worker.transaction(async (tx) => {
      if (!(await deleteNumber(tx, accountId, id))) return
      const before = { phoneNumberId: proven.phoneNumberId }
      await tx.as(systemCaller(accountId)).audit('number.claim_ended', id, { before, after: null })
      tx.notify('accounts', accountId)
    })
}

/** Told only to an account whose own token has read the number at Meta. */
export const provenElsewhere = () =>
  new GatewayError(
    'conflict',
    'Another account of this installation has this number. It can be connected here once it is disconnected there.',
    { details: [{ field: 'phoneNumberId', message: 'is connected to another account' }] },
  )
