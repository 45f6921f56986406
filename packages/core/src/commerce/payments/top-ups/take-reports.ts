import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { isPaymentEventKnown, notePaymentEvent } from '../../subscriptions/subscription-store.ts'
import { checkDisputes } from '../disputes/dispute.ts'
import type { PaymentVendor, VendorName, VendorNotification } from '../payment-vendor.ts'
import { checkRefunds } from '../refunds/refund.ts'
import { selectRefunds } from '../refunds/refund-store.ts'
import { findTopUp, findTopUpOfOrder, type TopUpContext } from './start-top-up.ts'
import { checkTopUps, type TopUp } from './top-up.ts'
import { type IdOwner, selectIdOwners } from './top-up-store.ts'

/**
 * Takes a notification that the vendor has signed: what it is about is checked by a job, which is committed before the vendor
 * hears 200. Nothing in it is believed.
 */
export async function takeNotification(
  { worker }: Pick<TopUpContext, 'worker'>,
  vendor: PaymentVendor,
  { id, about, disputes }: VendorNotification,
): Promise<void> {
  const eventId = `${vendor.name}:${id}`
  if (await isPaymentEventKnown(worker, eventId)) return
  await worker.transaction(async (tx) => {
    const owners = await selectIdOwners(tx, vendor.name, about)
    if (owners.length === 0 || !(await notePaymentEvent(tx, eventId))) return
    for (const owner of owners) await checkAll(tx, vendor.name, { owner, disputes })
  })
}

/** The browser is back: what it brought credits nothing, but is a reason to ask. Null: there is no such order. */
export async function takeReturn(
  ctx: Pick<TopUpContext, 'worker'>,
  vendor: PaymentVendor,
  orderId: string,
): Promise<TopUp | null> {
  const topUp = await findTopUpOfOrder(ctx, vendor.name, orderId)
  if (topUp && topUp.state !== 'paid')
    await ctx.worker.transaction(async (tx) => checkNow(tx, { accountId: topUp.accountId, topUpId: topUp.id }))
  return topUp
}

/**
 * What an embedded checkout gave to the browser. It credits nothing: the vendor is asked.
 * @throws GatewayError `invalid_request` when the vendor did not sign it for this order
 */
export async function takeProof(
  ctx: TopUpContext,
  caller: Caller,
  { id, fields }: { id: string; fields: Readonly<Record<string, unknown>> },
): Promise<void> {
  assertScope(caller, 'wallet:write')
  const topUp = await findTopUp(ctx, caller, id)
  const vendor = topUp && ctx.vendors.get(topUp.provider)
  if (!vendor?.isProof(topUp?.orderId ?? '', fields))
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [
        { field: 'razorpay_signature', message: 'must be the signature of the provider for the order of this top-up' },
      ],
    })
  await takeReturn(ctx, vendor, topUp?.orderId ?? '')
}

/** A notification about a payment may be about what was refunded or disputed of it. */
async function checkAll(
  tx: WorkerTransaction,
  provider: VendorName,
  { owner, disputes }: { owner: IdOwner; disputes: readonly string[] },
): Promise<void> {
  checkNow(tx, owner)
  const { accountId, topUpId } = owner
  const pending = (await selectRefunds(tx, { accountId, id: topUpId })).filter(({ state }) => state === 'pending')
  tx.schedule(checkRefunds, ...pending.map(({ id: key }) => ({ accountId, key, payload: {} })))
  tx.schedule(checkDisputes, ...disputes.map((key) => ({ accountId, key, payload: { provider, topUpId } })))
}

function checkNow(tx: WorkerTransaction, { accountId, topUpId }: IdOwner): void {
  tx.schedule(checkTopUps, { accountId, key: topUpId, payload: { topUpId } })
}
