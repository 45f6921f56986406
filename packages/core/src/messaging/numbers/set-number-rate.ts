import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { trustedCaller } from '#tenancy/access/caller.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { updateNumberRate } from './number-store.ts'

/**
 * Sets the pace of a number, whoever owns it: an operator's call. The process that holds its lane is notified and
 * follows at once; without the notice, when it next renews the lease.
 * @throws GatewayError `invalid_request`, `not_found`
 */
export async function setNumberRate(
  { worker }: Pick<CoreContext, 'worker'>,
  phoneNumberId: string,
  perSecond: number | 'uncapped',
  by: Actor,
): Promise<void> {
  if (perSecond !== 'uncapped' && !(Number.isFinite(perSecond) && perSecond > 0 && perSecond <= 100_000))
    throw new GatewayError('invalid_request', 'The rate is a number above 0 and at most 100000, or "uncapped"')
  await worker.transaction(async (tx) => {
    const changed = await updateNumberRate(tx, phoneNumberId, perSecond === 'uncapped' ? null : perSecond)
    if (!changed) throw new GatewayError('not_found', `There is no number with the phone number id ${phoneNumberId}`)
    const { accountId, id, laneId, before } = changed
    const change = { before: { perSecond: before ?? 'uncapped' }, after: { perSecond } } as const
    await tx.as(trustedCaller(accountId, by)).audit('number.rate_changed', id, change)
    tx.notify('accounts', accountId)
    tx.notify('lanes', laneId)
  })
}
