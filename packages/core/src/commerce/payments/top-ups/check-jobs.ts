import { type JobHandler, longJobs } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { keepMethods } from '../methods/method-store.ts'
import type { PaymentVendor, VendorName, VendorPayment } from '../payment-vendor.ts'
import { checkRecharge } from '../recharge/recharge.ts'
import { creditPayments } from './credit-payments.ts'
import { customerOf, openAtVendor, type TopUpContext } from './start-top-up.ts'
import { checkTopUps, nextCheckMs, type TopUp, totalOf } from './top-up.ts'
import { selectTopUp, updateTopUpState } from './top-up-store.ts'

/**
 * Whatever says that something was paid (a webhook, the browser's return, the clock) comes down to this: the vendor is asked,
 * and what it answers is stored and credited in one transaction. It may run any number of times.
 */
export function createTopUpJobs(ctx: TopUpContext): JobHandler<WorkerTransaction> {
  return longJobs<{ topUpId: string }, object>({
    kind: checkTopUps,
    leaseMs: 10_000, // a process that died keeps a payer waiting no longer
    async run(job) {
      const key = { accountId: job.accountId, id: job.payload.topUpId }
      const topUp = await selectTopUp(ctx.worker, key)
      if (topUp === null) return
      await checkTopUp(ctx, topUp, (tx) => job.complete(tx))
    },
  })
}

/** @throws GatewayError `upstream_unavailable`, `upstream_refused` */
async function checkTopUp(
  ctx: TopUpContext,
  given: TopUp,
  complete: (tx: WorkerTransaction) => Promise<void> = async () => undefined,
): Promise<TopUp | null> {
  const vendor = vendorOf(ctx, given.provider)
  const topUp = given.orderId === null ? await openAtVendor(ctx, vendor, given) : given
  const payments = await readCaptured(vendor, topUp)
  const saved = payments.some(({ state }) => state === 'captured') ? await readSaved(ctx, vendor, topUp) : null
  return ctx.worker.transaction(async (tx) => {
    await complete(tx)
    if (saved) await keepMethods(tx, { accountId: topUp.accountId, provider: vendor.name, ...saved }, saved.methods)
    const now = await creditPayments(tx.as(systemCaller(topUp.accountId)), topUp, payments)
    if (now && now.state !== 'paid') await lookAgainLater(tx, now)
    if (topUp.origin === 'auto_recharge' && payments.length > 0)
      tx.schedule(checkRecharge, { accountId: topUp.accountId, key: topUp.currency, payload: {} })
    return now
  })
}

/** What the vendor keeps for the account now; null: nobody asked it to. */
async function readSaved(ctx: TopUpContext, vendor: PaymentVendor, { accountId, savesMethod }: TopUp) {
  const customerId = savesMethod && vendor.methods ? await customerOf(ctx, vendor, accountId) : null
  return customerId === null ? null : { customerId, methods: (await vendor.methods?.readMethods(customerId)) ?? [] }
}

/** A payment that is only authorized goes back to the payer by itself unless it is taken. */
async function readCaptured(vendor: PaymentVendor, topUp: TopUp): Promise<VendorPayment[]> {
  const orderId = topUp.orderId ?? ''
  const payments = (await vendor.readPayments(orderId)) ?? []
  const open = payments.filter(
    ({ state, amount, currency }) => state === 'authorized' && amount === totalOf(topUp) && currency === topUp.currency,
  )
  if (open.length === 0) return payments
  for (const payment of open) await vendor.capture(payment)
  return (await vendor.readPayments(orderId)) ?? payments
}

async function lookAgainLater(tx: WorkerTransaction, topUp: TopUp): Promise<void> {
  const now = Date.now()
  const inMs = nextCheckMs(now - Date.parse(topUp.createdAt))
  if (inMs === null) {
    if (topUp.state !== 'expired')
      await updateTopUpState(tx, topUp, { state: 'expired', at: new Date(now).toISOString() })
    return
  }
  const dueAt = new Date(now + inMs).toISOString()
  const job = { accountId: topUp.accountId, key: topUp.id, payload: { topUpId: topUp.id }, dueAt }
  tx.schedule(checkTopUps, { ...job, whenScheduled: 'keep' }) // what was reported meanwhile is looked at at once
}

function vendorOf({ vendors }: Pick<TopUpContext, 'vendors'>, name: VendorName): PaymentVendor {
  const vendor = vendors.get(name)
  if (!vendor) throw new Error(`${name} is not set up here any more: its payments wait until it is`)
  return vendor
}
