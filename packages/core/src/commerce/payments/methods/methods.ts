import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import { deleteMethod, selectMethod, selectMethods } from './method-store.ts'
import type { PaymentMethod } from './payment-method.ts'

export const listMethods = (ctx: Pick<CoreContext, 'read'>, { accountId }: Reader): Promise<PaymentMethod[]> =>
  ctx.read({ accountId }, (db) => selectMethods(db, accountId))

/** It is charged no more. At the provider it stays: other businesses of the same person may use it. @throws GatewayError `not_found` */
export async function removeMethod(ctx: Pick<CoreContext, 'transaction'>, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'wallet:write')
  await ctx.transaction(caller, async (tx) => {
    const method = await selectMethod(tx, caller.accountId, id)
    if (method === null) throw new GatewayError('not_found', 'The account has no such payment method.')
    await deleteMethod(tx, caller.accountId, id)
    await tx.audit('payment_method.removed', id, {
      before: { provider: method.provider, label: method.label },
      after: null,
    })
  })
}
