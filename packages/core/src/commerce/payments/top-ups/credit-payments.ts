import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { issueVoucher } from '../../invoices/top-up-documents.ts'
import { formatMoney } from '../../pricing/money.ts'
import type { LedgerLine } from '../../wallet/ledger.ts'
import { availableOf, emptyWallet } from '../../wallet/wallet.ts'
import { findReference } from '../../wallet/wallet-store.ts'
import { inWallet } from '../../wallet/wallets.ts'
import type { VendorPayment } from '../payment-vendor.ts'
import { type Payment, paymentReference, type TopUp, totalOf } from './top-up.ts'
import { selectPayments, selectTopUp, updateTopUpState, writePayments, writeProviderIds } from './top-up-store.ts'

/**
 * Stores what the vendor says of the payments of a top-up, and credits each that was captured: once, because the ledger takes
 * the vendor's id of a payment once, whoever reports it and how often. One of another amount or currency credits nothing.
 */
export async function creditPayments(
  tx: UnitOfWork,
  { accountId, id }: Pick<TopUp, 'accountId' | 'id'>,
  reported: readonly VendorPayment[],
): Promise<TopUp | null> {
  const topUp = await selectTopUp(tx, { accountId, id }, { lock: true })
  if (!topUp || reported.length === 0) return topUp
  const stored = new Map((await selectPayments(tx, topUp)).map((payment) => [payment.id, payment]))
  const at = new Date().toISOString()
  const now = reported.map((payment) => merge(topUp, payment, stored.get(payment.id), at))
  const credited: Payment[] = []
  for (const payment of now) credited.push(await creditOnce(tx, topUp, payment))
  await writePayments(tx, credited, at)
  await writeProviderIds(
    tx,
    credited.map((payment) => ({ provider: topUp.provider, id: payment.id, accountId, topUpId: id })),
  )
  reportMismatches(tx, topUp, { before: stored, now: credited })
  const isPaid = credited.some(({ transactionId }) => transactionId !== null)
  if (!isPaid || topUp.state === 'paid') return topUp
  await updateTopUpState(tx, topUp, { state: 'paid', at })
  return { ...topUp, state: 'paid', updatedAt: at }
}

/** A payment never goes back from captured: a report may be older than what is known. */
function merge(topUp: TopUp, reported: VendorPayment, stored: Payment | undefined, at: string): Payment {
  const isOlder = stored?.state === 'captured' && reported.state !== 'captured'
  const state = isOlder ? stored.state : reported.state
  const fits = reported.amount === totalOf(topUp) && reported.currency === topUp.currency
  return {
    ...{ accountId: topUp.accountId, provider: topUp.provider, id: reported.id, topUpId: topUp.id, state },
    ...{ currency: reported.currency, amount: reported.amount, fee: reported.fee ?? stored?.fee ?? null },
    ...{ transactionId: stored?.transactionId ?? null, failure: reported.failure, createdAt: stored?.createdAt ?? at },
    problem: state === 'captured' && !fits ? 'amount_mismatch' : null,
  }
}

async function creditOnce(tx: UnitOfWork, topUp: TopUp, payment: Payment): Promise<Payment> {
  if (payment.state !== 'captured' || payment.problem !== null || payment.transactionId !== null) return payment
  const { accountId, currency, amount, tax, provider, id: topUpId } = topUp
  const reference = paymentReference(payment)
  return inWallet(tx, currency, async (book) => {
    const before = await findReference(tx, accountId, reference)
    if (before) return { ...payment, transactionId: before.transactionId }
    const clearing = `psp:${provider}:clearing` as const
    const lines: LedgerLine[] = [{ debit: clearing, credit: 'wallet:paid', amount }]
    if (tax > 0n) lines.push({ debit: clearing, credit: 'tax:output', amount: tax })
    const posted = book.post(accountId, currency, { kind: 'top_up', lines, reference, details: { topUpId } })
    const wallet = book.wallet(accountId, currency) ?? emptyWallet(accountId, currency)
    const record = { kind: posted.kind, currency, amount: formatMoney(posted.amount), reference }
    await tx.audit('wallet.moved', posted.id, { before: null, after: record })
    tx.emit('wallet.topped_up', { ...record, available: formatMoney(availableOf(wallet)) })
    if (topUp.taxTreatment !== null)
      await issueVoucher(tx, {
        ...{ kind: 'receipt_voucher', reference, currency, amount, treatment: topUp.taxTreatment },
        description: 'Advance for WhatsApp messages',
      })
    return { ...payment, transactionId: posted.id }
  })
}

function reportMismatches(
  tx: UnitOfWork,
  topUp: TopUp,
  { before, now }: { before: ReadonlyMap<string, Payment>; now: readonly Payment[] },
): void {
  for (const payment of now) {
    if (payment.problem === null || before.get(payment.id)?.problem === payment.problem) continue
    tx.emit('payment.mismatched', {
      ...{ topUpId: topUp.id, provider: topUp.provider, paymentId: payment.id },
      expected: { amount: formatMoney(totalOf(topUp)), currency: topUp.currency },
      received: { amount: formatMoney(payment.amount), currency: payment.currency },
    })
  }
}
