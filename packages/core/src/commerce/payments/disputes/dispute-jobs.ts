import { type JobHandler, longJobs } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork, WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { divideRounded, formatMoney } from '../../pricing/money.ts'
import type { LedgerLine, TransactionKind } from '../../wallet/ledger.ts'
import { inWallet } from '../../wallet/wallets.ts'
import type { VendorDispute, VendorName } from '../payment-vendor.ts'
import type { TopUpContext } from '../top-ups/start-top-up.ts'
import { type TopUp, totalOf } from '../top-ups/top-up.ts'
import { selectPayments, selectTopUp } from '../top-ups/top-up-store.ts'
import { checkDisputes, type Dispute } from './dispute.ts'
import { selectDisputes, writeDispute } from './dispute-store.ts'

/**
 * A notification named a dispute: the vendor is asked how it stands, and what it says is carried out in one transaction. What
 * is disputed is frozen, also where the wallet falls below zero; won, it comes back; lost, it is gone.
 */
export const createDisputeJobs = (ctx: TopUpContext): JobHandler<WorkerTransaction> =>
  longJobs<{ provider: VendorName; topUpId: string }, object>({
    kind: checkDisputes,
    leaseMs: 10_000,
    async run(job) {
      const { accountId, payload } = job
      const vendor = ctx.vendors.get(payload.provider)
      if (!vendor) throw new Error(`${payload.provider} is not set up here any more: its disputes wait until it is`)
      const reported = await vendor.readDispute(job.key)
      if (reported === null) return
      await ctx.worker.transaction(async (tx) => {
        await job.complete(tx)
        await settleDispute(tx.as(systemCaller(accountId)), { accountId, id: payload.topUpId }, reported)
      })
    },
  })

/** The row of the top-up is locked, so that of two reports the second sees what the first has done. */
async function settleDispute(
  tx: UnitOfWork,
  key: Pick<TopUp, 'accountId' | 'id'>,
  reported: VendorDispute,
): Promise<void> {
  const topUp = await selectTopUp(tx, key, { lock: true })
  if (topUp === null) return
  const dispute = (await selectDisputes(tx, topUp)).find(({ id }) => id === reported.id)
  if (dispute && dispute.state !== 'open') return // decided is decided
  const opened = dispute ?? (await open(tx, topUp, reported))
  if (reported.state !== 'open') await decide(tx, opened, reported.state)
}

async function open(tx: UnitOfWork, topUp: TopUp, reported: VendorDispute): Promise<Dispute> {
  const payment = (await selectPayments(tx, topUp)).find(({ id }) => id === reported.paymentId)
  const isCredited = payment?.transactionId != null
  const disputed = reported.amount < totalOf(topUp) ? reported.amount : totalOf(topUp)
  const frozen = isCredited ? divideRounded(topUp.amount * disputed, totalOf(topUp)) : 0n
  const at = new Date().toISOString()
  const dispute: Dispute = {
    ...{ accountId: topUp.accountId, provider: topUp.provider, id: reported.id, topUpId: topUp.id },
    ...{ paymentId: reported.paymentId, currency: topUp.currency, amount: reported.amount, frozen },
    ...{ tax: isCredited ? disputed - frozen : 0n, state: 'open', createdAt: at, updatedAt: at },
  }
  await writeDispute(tx, dispute)
  await move(tx, dispute, 'dispute_opened', [{ debit: 'wallet:paid', credit: 'disputes:open', amount: frozen }])
  tx.emit('payment.disputed', tell(dispute))
  return dispute
}

async function decide(tx: UnitOfWork, dispute: Dispute, state: 'won' | 'lost'): Promise<void> {
  const { frozen, tax, provider } = dispute
  const clearing = `psp:${provider}:clearing` as const
  const decided = { ...dispute, state, updatedAt: new Date().toISOString() }
  await writeDispute(tx, decided)
  if (state === 'won')
    await move(tx, dispute, 'dispute_won', [{ debit: 'disputes:open', credit: 'wallet:paid', amount: frozen }])
  else
    await move(tx, dispute, 'dispute_lost', [
      { debit: 'disputes:open', credit: clearing, amount: frozen },
      { debit: 'tax:output', credit: clearing, amount: tax },
    ])
  tx.emit('payment.dispute_decided', tell(decided))
}

async function move(
  tx: UnitOfWork,
  dispute: Dispute,
  kind: TransactionKind,
  all: readonly LedgerLine[],
): Promise<void> {
  const lines = all.filter(({ amount }) => amount > 0n)
  if (lines.length === 0) return
  const { accountId, currency, id, topUpId } = dispute
  await inWallet(tx, currency, async (book) => {
    const reference = `${dispute.provider}:${id}:${kind === 'dispute_opened' ? 'opened' : 'decided'}`
    book.post(accountId, currency, { kind, lines, reference, details: { topUpId, disputeId: id } })
  })
}

const tell = ({ id, topUpId, provider, paymentId, currency, amount, frozen, state }: Dispute) => ({
  ...{ disputeId: id, topUpId, provider, paymentId, currency, state },
  ...{ amount: formatMoney(amount), frozen: formatMoney(frozen) },
})
