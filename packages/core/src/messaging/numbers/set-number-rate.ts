import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { accountChannel } from '#tenancy/accounts/account-channel.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { updateNumberRate } from './number-repository.ts'

/**
 * Sets the pace of a number, whoever owns it: an operator's call. The process that holds its lane follows when it next
 * renews the lease, within seconds.
 * @throws GatewayError `invalid_request`, `not_found`
 */
export async function setNumberRate(
  { db }: Pick<CoreContext, 'db'>,
  phoneNumberId: string,
  perSecond: number | 'uncapped',
  by: Actor,
): Promise<void> {
  if (perSecond !== 'uncapped' && !(Number.isFinite(perSecond) && perSecond > 0 && perSecond <= 100_000))
    throw new GatewayError('invalid_request', 'The rate is a number above 0 and at most 100000, or "uncapped"')
  const lane = await db.worker.transaction(async (tx) => {
    const changed = await updateNumberRate(tx, phoneNumberId, perSecond === 'uncapped' ? null : perSecond)
    if (!changed) throw new GatewayError('not_found', `There is no number with the phone number id ${phoneNumberId}`)
    const { accountId, id, before } = changed
    await recordAudit(tx, {
      accountId,
      by,
      action: 'number.rate_changed',
      targetId: id,
      before: { perSecond: before ?? 'uncapped' },
      after: { perSecond },
    })
    return changed
  })
  await db.notify(accountChannel, lane.accountId)
}
