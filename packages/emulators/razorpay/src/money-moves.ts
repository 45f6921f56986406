import { announce, type Books, feeOf, newRazorpayId, type Order, type Payment } from './books.ts'
import { noSuchId, RazorpayError } from './errors.ts'

export interface Charge {
  method?: string
  tokenId?: string
  customerId?: string
}

/** A person, or a saved method, pays an order. */
export function pay(books: Books, order: Order, { method = 'upi', tokenId, customerId }: Charge = {}): Payment {
  const payment: Payment = {
    id: newRazorpayId('pay'),
    entity: 'payment',
    amount: order.amount + books.behaviour.amountOffBy,
    currency: order.currency,
    status: 'authorized',
    order_id: order.id,
    method,
    amount_refunded: 0,
    refund_status: null,
    captured: false,
    ...{ fee: null, tax: null, error_code: null, error_reason: null },
    token_id: tokenId ?? null,
    customer_id: customerId ?? null,
    notes: order.notes,
    created_at: books.clock.seconds(),
    settlement_id: null,
  }
  books.payments.set(payment.id, payment)
  order.attempts += 1
  if (order.status === 'created') order.status = 'attempted'
  announce(books, 'payment.authorized', { payment })
  if (!books.behaviour.authorizesOnly) capture(books, payment)
  return payment
}

export function fail(books: Books, order: Order, reason = 'payment_failed', charge: Charge = {}): Payment {
  order.attempts += 1
  if (order.status === 'created') order.status = 'attempted'
  const payment: Payment = {
    ...{ id: newRazorpayId('pay'), entity: 'payment', amount: order.amount, currency: order.currency },
    ...{ status: 'failed', order_id: order.id, method: charge.method ?? 'card', amount_refunded: 0 },
    ...{ refund_status: null, captured: false, fee: null, tax: null, error_code: 'BAD_REQUEST_ERROR' },
    ...{ error_reason: reason, token_id: charge.tokenId ?? null, customer_id: charge.customerId ?? null },
    ...{ notes: order.notes, created_at: books.clock.seconds(), settlement_id: null },
  }
  books.payments.set(payment.id, payment)
  announce(books, 'payment.failed', { payment })
  return payment
}

export function capture(books: Books, payment: Payment): void {
  if (payment.status !== 'authorized')
    throw new RazorpayError('input_validation_failed', 'This payment has already been captured')
  Object.assign(payment, { status: 'captured', captured: true, ...feeOf(payment.amount) })
  announce(books, 'payment.captured', { payment })
  const order = payment.order_id === null ? null : books.orders.get(payment.order_id)
  if (!order) return
  order.amount_paid = order.amount
  order.amount_due = 0
  order.status = 'paid'
  announce(books, 'order.paid', { payment, order })
  const link = [...books.links.values()].find(({ order_id }) => order_id === order.id)
  if (!link) return
  link.status = 'paid'
  announce(books, 'payment_link.paid', { payment_link: link, payment, order })
}

export interface RefundRequest {
  amount: number
  receipt: string | null
  notes: Readonly<Record<string, string>>
}

export function refund(books: Books, payment: Payment, { amount, receipt, notes }: RefundRequest) {
  if (payment.status !== 'captured' && payment.status !== 'refunded')
    throw new RazorpayError('input_validation_failed', 'The payment status should be captured for action to be taken')
  if (amount > payment.amount - payment.amount_refunded)
    throw new RazorpayError(
      'input_validation_failed',
      payment.refund_status === 'full'
        ? 'The payment has been fully refunded already'
        : 'The total refund amount is greater than the refund payment amount',
      { field: 'amount' },
    )
  payment.amount_refunded += amount
  payment.refund_status = payment.amount_refunded === payment.amount ? 'full' : 'partial'
  if (payment.refund_status === 'full') payment.status = 'refunded'
  const made = {
    ...{ id: newRazorpayId('rfnd'), entity: 'refund' as const, amount, currency: payment.currency },
    ...{ payment_id: payment.id, receipt, notes, status: 'pending' as const, created_at: books.clock.seconds() },
  }
  books.refunds.set(made.id, made)
  announce(books, 'refund.created', { refund: made, payment })
  if (!books.behaviour.refundsPend) finishRefund(books, made.id, 'processed')
  return books.refunds.get(made.id) ?? made
}

export function finishRefund(books: Books, id: string, status: 'processed' | 'failed'): void {
  const refund = books.refunds.get(id)
  if (!refund) throw noSuchId()
  const payment = books.payments.get(refund.payment_id)
  if (!payment) throw noSuchId()
  if (status === 'failed') {
    payment.amount_refunded -= refund.amount
    payment.status = 'captured'
    payment.refund_status = payment.amount_refunded === 0 ? null : 'partial'
  }
  refund.status = status
  announce(books, `refund.${status}`, { refund: refund, payment })
}

/** The bank of the payer asks for the money back. */
export function openDispute(books: Books, paymentId: string, amount?: number): string {
  const payment = books.payments.get(paymentId)
  if (!payment) throw noSuchId()
  const dispute = {
    ...{ id: newRazorpayId('disp'), entity: 'dispute' as const, payment_id: paymentId },
    ...{ amount: amount ?? payment.amount, currency: payment.currency },
    ...{ status: 'open' as const, created_at: books.clock.seconds() },
  }
  books.disputes.set(dispute.id, dispute)
  announce(books, 'payment.dispute.created', { payment, dispute })
  return dispute.id
}

export function closeDispute(books: Books, id: string, outcome: 'won' | 'lost'): void {
  const dispute = books.disputes.get(id)
  const payment = dispute && books.payments.get(dispute.payment_id)
  if (!dispute || !payment) throw noSuchId()
  dispute.status = outcome
  announce(books, `payment.dispute.${outcome}`, { payment, dispute })
}

/** Pays out what was captured and not settled yet, without the fees. */
export function settle(books: Books): string | null {
  const open = [...books.payments.values()].filter(({ captured, settlement_id }) => captured && settlement_id === null)
  if (open.length === 0) return null
  const sum = (of: (payment: Payment) => number) => open.reduce((total, payment) => total + of(payment), 0)
  const fees = sum(({ fee }) => fee ?? 0)
  const settlement = {
    ...{ id: newRazorpayId('setl'), entity: 'settlement' as const, amount: sum(({ amount }) => amount) - fees },
    ...{ fees, tax: sum(({ tax }) => tax ?? 0), status: 'processed' as const, created_at: books.clock.seconds() },
  }
  books.settlements.set(settlement.id, settlement)
  for (const payment of open) payment.settlement_id = settlement.id
  announce(books, 'settlement.processed', { settlement })
  return settlement.id
}
