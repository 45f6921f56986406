import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { trustedCaller } from '#tenancy/access/caller.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { updateStop } from './overview-store.ts'

/**
 * Stops the lane of a number or an endpoint, whoever owns it: what is accepted waits, what is under way ends, and nothing more leaves. The
 * process that serves the lane hears of it at once; without the notice, when it next renews its lease. A restart changes nothing.
 * @throws GatewayError `not_found`
 */
export const stopLane = (ctx: Pick<CoreContext, 'worker'>, laneId: string, reason: string, by: Actor): Promise<void> =>
  changeLaneStop(ctx, laneId, { reason, by })

/** What waits leaves again, at the pace of the lane. @throws GatewayError `not_found` */
export const resumeLane = (ctx: Pick<CoreContext, 'worker'>, laneId: string, by: Actor): Promise<void> =>
  changeLaneStop(ctx, laneId, { reason: null, by })

async function changeLaneStop(
  { worker }: Pick<CoreContext, 'worker'>,
  laneId: string,
  { reason, by }: { reason: string | null; by: Actor },
): Promise<void> {
  await worker.transaction(async (tx) => {
    const lane = await updateStop(tx, laneId, reason)
    if (!lane) throw new GatewayError('not_found', `There is no lane ${laneId}`)
    const { accountId, ref, kind } = lane
    const record = { before: null, after: { kind, ...(reason !== null && { reason }) } }
    await tx.as(trustedCaller(accountId, by)).audit(reason === null ? 'lane.resumed' : 'lane.stopped', ref, record)
    tx.notify('lanes', laneId)
  })
}
