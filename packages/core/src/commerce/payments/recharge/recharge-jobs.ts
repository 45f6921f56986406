import { newId } from '#platform/ids.ts'
import { batchJobs, type JobHandler } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork, WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { formatMoney } from '../../pricing/money.ts'
import { availableOf } from '../../wallet/wallet.ts'
import { selectWallets } from '../../wallet/wallet-store.ts'
import { selectMethod } from '../methods/method-store.ts'
import type { PaymentVendors, VendorName } from '../payment-vendor.ts'
import { recordOrder, type TopUpContext } from '../top-ups/start-top-up.ts'
import type { TopUp } from '../top-ups/top-up.ts'
import { selectPayments, selectTopUp } from '../top-ups/top-up-store.ts'
import { type AutoRecharge, afterDecline, checkEveryMs, checkRecharge, isCoolingDown } from './recharge.ts'
import { lockRecharge, selectRecent, writeRecharge } from './recharge-store.ts'

const forsakenMs = 25 * 3600_000

/**
 * Fills wallets that fell below their amount. A step is one transaction on the locked row: it settles what is under way, or
 * records one top-up, whose check charges it under its id. So there is never more than one charge, whoever dies when.
 */
export const createRechargeJobs = (ctx: TopUpContext): JobHandler<WorkerTransaction> =>
  batchJobs({
    kind: checkRecharge,
    batchSize: 20,
    async run(tx: WorkerTransaction, jobs) {
      for (const { accountId, key: currency } of jobs) {
        const recharge = await lockRecharge(tx, accountId, currency)
        if (!recharge?.enabled) continue
        const after = await step(ctx, tx.as(systemCaller(accountId)), recharge)
        if (after !== recharge) await writeRecharge(tx, after)
        const dueAt = new Date(Date.now() + checkEveryMs).toISOString()
        if (after.enabled) tx.schedule(checkRecharge, { accountId, key: currency, payload: {}, dueAt })
      }
    },
  })

async function step(ctx: TopUpContext, tx: UnitOfWork, recharge: AutoRecharge): Promise<AutoRecharge> {
  const settled = recharge.topUpId === null ? recharge : await settle(tx, recharge, recharge.topUpId)
  if (settled === null || !settled.enabled) return settled ?? recharge
  return (await isDue(tx, settled)) ? begin(ctx, tx, settled) : settled
}

/** What became of the one under way; null: it still is. */
async function settle(tx: UnitOfWork, recharge: AutoRecharge, topUpId: string): Promise<AutoRecharge | null> {
  const topUp = await selectTopUp(tx, { accountId: recharge.accountId, id: topUpId })
  const over = { ...recharge, topUpId: null, updatedAt: new Date().toISOString() }
  if (topUp === null) return over
  if (topUp.state === 'paid') {
    tx.emit('wallet.auto_recharge_succeeded', tell(topUp))
    return { ...over, declines: 0 }
  }
  const payments = topUp.methodId === null ? [] : await selectPayments(tx, topUp)
  const declined = payments.find(({ state }) => state === 'failed')
  if (!declined && topUp.state !== 'expired' && !isForsaken(topUp)) return null
  const after = declined ? afterDecline(over) : over
  const reason = declined?.failure ?? 'not_paid'
  tx.emit('wallet.auto_recharge_failed', { ...tell(topUp), reason, stopped: !after.enabled })
  return after
}

/** The provider would not have it: its checks have ended. */
const isForsaken = ({ state, createdAt }: TopUp): boolean =>
  state === 'creating' && Date.now() - Date.parse(createdAt) > forsakenMs

/** Money that somebody has begun to pay in counts as if it were there. */
async function isDue(tx: UnitOfWork, recharge: AutoRecharge): Promise<boolean> {
  const { accountId, currency, below } = recharge
  const now = new Date()
  if (isCoolingDown(recharge, now.getTime())) return false
  const wallet = (await selectWallets(tx, accountId)).find((one) => one.currency === currency)
  if (wallet && availableOf(wallet) >= below) return false
  const { today, thisMonth, underWay } = await selectRecent(tx, recharge, now.toISOString())
  if (today >= recharge.maxPerDay || thisMonth >= recharge.maxPerMonth) return false
  return (wallet ? availableOf(wallet) : 0n) + underWay < below
}

async function begin(
  { vendors, publicUrl }: TopUpContext,
  tx: UnitOfWork,
  recharge: AutoRecharge,
): Promise<AutoRecharge> {
  const { accountId, currency, amount, methodId } = recharge
  const method = methodId === null ? null : await selectMethod(tx, accountId, methodId)
  const at = new Date().toISOString()
  const provider = method?.provider ?? vendorFor(vendors, currency)
  if (provider === null) return recharge
  if (methodId !== null && method === null)
    return { ...recharge, enabled: false, stoppedReason: 'method_removed', updatedAt: at }
  const topUp: TopUp = {
    ...{ accountId, id: newId(), provider, currency, amount, tax: 0n, taxTreatment: null, state: 'creating' },
    ...{ orderId: null, paymentUrl: null, returnUrl: `${publicUrl()}/app/wallet`, origin: 'auto_recharge' },
    ...{ savesMethod: false, methodId, createdAt: at, updatedAt: at },
  }
  await recordOrder(tx, topUp, undefined)
  return { ...recharge, topUpId: topUp.id, updatedAt: at }
}

const vendorFor = (vendors: PaymentVendors, currency: string): VendorName | null =>
  [...vendors.values()].find(({ currencies }) => currencies.includes(currency))?.name ?? null

const tell = ({ id, provider, currency, amount }: TopUp) => ({
  ...{ topUpId: id, provider, currency, amount: formatMoney(amount) },
})
