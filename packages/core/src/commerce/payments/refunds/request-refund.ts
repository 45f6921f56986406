import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { taxesOfRefund, taxesTogether } from '../../invoices/top-up-documents.ts'
import { formatMoney, isPayable, type Micros, minorDigits, parseMoney } from '../../pricing/money.ts'
import type { Wallet } from '../../wallet/wallet.ts'
import { inWallet } from '../../wallet/wallets.ts'
import type { Payment, TopUp } from '../top-ups/top-up.ts'
import { selectPayments, selectTopUp } from '../top-ups/top-up-store.ts'
import { checkRefunds, type Refund, refundFigures } from './refund.ts'
import { insertRefund, selectRefunds } from './refund-store.ts'

export interface RefundRequest {
  topUpId: string
  /** A decimal string, without tax; null: all that is left of the payment. */
  amount: string | null
  /** The vendor's; null: the only payment of the top-up that was credited. */
  paymentId: string | null
  reason: string | null
}

/**
 * Sends money of the wallet back to where a payment came from: never more than was paid and not refunded yet, never more than
 * lies in the wallet and is not held. It is set aside here; a job has the vendor send it, however often that has to be tried.
 * @throws GatewayError `not_found`, `invalid_request`, `conflict` when nothing can be refunded, `insufficient_balance`
 */
export async function requestRefund(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  request: RefundRequest,
): Promise<Refund> {
  assertScope(caller, 'wallet:write')
  return ctx.transaction(caller, async (tx) => {
    const topUp = await selectTopUp(tx, { accountId: caller.accountId, id: request.topUpId }, { lock: true })
    if (topUp === null) throw new GatewayError('not_found', 'The account has no such top-up.')
    const payment = choosePayment(await selectPayments(tx, topUp), request.paymentId)
    const before = (await selectRefunds(tx, topUp)).filter(
      ({ paymentId, state }) => paymentId === payment.id && state !== 'failed',
    )
    const refund = planRefund(topUp, { payment, before, request })
    await inWallet(tx, refund.currency, async (book, wallet) => {
      assertThere(wallet, refund.amount)
      book.post(topUp.accountId, refund.currency, {
        kind: 'refund_requested',
        lines: [{ debit: 'wallet:paid', credit: 'refunds:pending', amount: refund.amount }],
        reference: `refund:${refund.id}`,
        details: { topUpId: topUp.id, refundId: refund.id },
      })
    })
    await insertRefund(tx, refund, caller.actor.id)
    await tx.audit('refund.requested', refund.id, {
      before: null,
      after: { topUpId: topUp.id, paymentId: payment.id, ...refundFigures(refund) },
    })
    tx.schedule(checkRefunds, { key: refund.id, payload: {} })
    return refund
  })
}

function choosePayment(payments: readonly Payment[], paymentId: string | null): Payment {
  const credited = payments.filter(({ transactionId }) => transactionId !== null)
  if (credited.length === 0) throw new GatewayError('conflict', 'No payment of this top-up was credited.')
  const ids = credited.map(({ id }) => id).join(', ')
  if (paymentId === null && credited.length > 1)
    throw invalid('paymentId', `must be one of ${ids}: the top-up was paid more than once`)
  const payment = paymentId === null ? credited[0] : credited.find(({ id }) => id === paymentId)
  if (!payment)
    throw invalid('paymentId', `must be a payment of the top-up that was credited: ${ids} (given: ${paymentId})`)
  return payment
}

interface Facts {
  payment: Payment
  /** Of this payment, those that failed left out. */
  before: readonly Refund[]
  request: RefundRequest
}

function planRefund(topUp: TopUp, { payment, before, request }: Facts): Refund {
  const refunded = before.reduce((sum, { amount }) => sum + amount, 0n)
  const left = topUp.amount - refunded
  if (left <= 0n) throw new GatewayError('conflict', 'The payment was refunded as a whole already.')
  const amount = request.amount === null ? left : readAmount(request.amount, left, topUp.currency)
  const taxed = { amount: amount === left ? null : amount, before: before.map(({ taxes }) => taxes) }
  const taxes = taxesOfRefund(topUp.taxTreatment, topUp.currency, taxed)
  const at = new Date().toISOString()
  return {
    ...{ accountId: topUp.accountId, id: newId(), topUpId: topUp.id, provider: topUp.provider, paymentId: payment.id },
    ...{ currency: topUp.currency, amount, tax: taxesTogether(taxes), taxes },
    ...{ state: 'pending', providerId: null, reason: request.reason, failure: null, createdAt: at, updatedAt: at },
  }
}

function readAmount(text: string, left: Micros, currency: string): Micros {
  const amount = parseMoney(text)
  if (amount === null || amount <= 0n || amount > left)
    throw invalid(
      'amount',
      `must be above zero, and at most what is left of the payment, ${formatMoney(left)} (given: ${text})`,
    )
  if (!isPayable(amount, currency))
    throw invalid('amount', `must have at most ${minorDigits(currency)} decimals, as ${currency} has coins`)
  return amount
}

/** Promotional credit cannot be paid out, nor can what is held for messages under way. */
function assertThere({ paid, promo, held }: Wallet, amount: Micros): void {
  const free = paid + promo - held < paid ? paid + promo - held : paid
  if (amount > free)
    throw new GatewayError(
      'insufficient_balance',
      `The wallet has ${formatMoney(free > 0n ? free : 0n)} of paid money.`,
    )
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
