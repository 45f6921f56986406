import { GatewayError } from '#platform/errors.ts'
import { type JobHandler, longJobs } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork, WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { issueVoucher } from '../../invoices/top-up-documents.ts'
import type { LedgerLine, TransactionKind } from '../../wallet/ledger.ts'
import { inWallet } from '../../wallet/wallets.ts'
import type { PaymentVendor, VendorRefund } from '../payment-vendor.ts'
import type { TopUpContext } from '../top-ups/start-top-up.ts'
import { selectTopUp, writeProviderIds } from '../top-ups/top-up-store.ts'
import { checkRefunds, nextRefundCheckMs, type Refund, refundFigures } from './refund.ts'
import { selectRefund, updateRefund } from './refund-store.ts'

/**
 * Has the vendor send what was set aside, and asks until it has been sent or will not be. The vendor knows a refund by our id:
 * an answer that was lost is asked for again, and nothing goes back twice.
 */
export const createRefundJobs = (ctx: TopUpContext): JobHandler<WorkerTransaction> =>
  longJobs({
    kind: checkRefunds,
    leaseMs: 10_000,
    async run(job) {
      const refund = await selectRefund(ctx.worker, { accountId: job.accountId, id: job.key })
      if (refund?.state !== 'pending') return
      const vendor = ctx.vendors.get(refund.provider)
      if (!vendor) throw new Error(`${refund.provider} is not set up here any more: its refunds wait until it is`)
      const reported = await ask(vendor, refund)
      await ctx.worker.transaction(async (tx) => {
        await job.complete(tx)
        await settleRefund(tx.as(systemCaller(refund.accountId)), refund, reported)
        if (reported.state === 'pending') checkLater(tx, refund)
      })
    },
  })

async function ask(vendor: PaymentVendor, refund: Refund): Promise<VendorRefund> {
  const { id: refundId, paymentId, amount, tax, currency, providerId } = refund
  const reported = providerId === null ? null : await vendor.readRefund(providerId)
  if (reported) return reported
  try {
    return await vendor.refund({ refundId, paymentId, total: amount + tax, currency })
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'upstream_refused') throw error
    // refused as a second one, where the answer to the first was lost and is no longer remembered there
    const made = await vendor.findRefund({ refundId, paymentId })
    return made ?? { id: providerId ?? '', state: 'failed', failure: error.message }
  }
}

function checkLater(tx: WorkerTransaction, { accountId, id, createdAt }: Refund): void {
  const now = Date.now()
  const dueAt = new Date(now + nextRefundCheckMs(now - Date.parse(createdAt))).toISOString()
  tx.schedule(checkRefunds, { accountId, key: id, payload: {}, dueAt, whenScheduled: 'keep' })
}

async function settleRefund(tx: UnitOfWork, { accountId, id }: Refund, reported: VendorRefund): Promise<void> {
  const refund = await selectRefund(tx, { accountId, id }, { lock: true })
  if (refund?.state !== 'pending') return
  const providerId = reported.id === '' ? null : reported.id
  await updateRefund(tx, refund, { ...reported, providerId, updatedAt: new Date().toISOString() })
  if (providerId !== null)
    await writeProviderIds(tx, [{ provider: refund.provider, id: providerId, accountId, topUpId: refund.topUpId }])
  if (reported.state === 'processed') await send(tx, refund)
  if (reported.state === 'failed') await giveBack(tx, refund, reported.failure)
}

async function send(tx: UnitOfWork, refund: Refund): Promise<void> {
  const { accountId, topUpId, provider, currency, amount, tax } = refund
  const clearing = `psp:${provider}:clearing` as const
  const lines: LedgerLine[] = [{ debit: 'refunds:pending', credit: clearing, amount }]
  if (tax > 0n) lines.push({ debit: 'tax:output', credit: clearing, amount: tax })
  await post(tx, refund, 'refund_sent', lines)
  const treatment = (await selectTopUp(tx, { accountId, id: topUpId }))?.taxTreatment
  if (treatment)
    await issueVoucher(tx, {
      ...{ kind: 'refund_voucher', reference: `refund:${refund.id}:sent`, currency, amount },
      treatment: { ...treatment, taxes: refund.taxes },
      description: 'Refund of an advance for WhatsApp messages',
    })
  tx.emit('wallet.refunded', { ...tell(refund), state: 'processed', failure: null })
}

async function giveBack(tx: UnitOfWork, refund: Refund, failure: string | null): Promise<void> {
  const lines: LedgerLine[] = [{ debit: 'refunds:pending', credit: 'wallet:paid', amount: refund.amount }]
  await post(tx, refund, 'refund_returned', lines)
  tx.emit('wallet.refund_failed', { ...tell(refund), state: 'failed', failure })
}

const post = (
  tx: UnitOfWork,
  { accountId, id, topUpId, currency }: Refund,
  kind: TransactionKind,
  lines: LedgerLine[],
) =>
  inWallet(tx, currency, async (book) => {
    const end = kind === 'refund_sent' ? 'sent' : 'returned'
    book.post(accountId, currency, {
      kind,
      lines,
      reference: `refund:${id}:${end}`,
      details: { topUpId, refundId: id },
    })
  })

const tell = (refund: Refund) => ({
  ...{ refundId: refund.id, topUpId: refund.topUpId, provider: refund.provider, paymentId: refund.paymentId },
  ...refundFigures(refund),
})
