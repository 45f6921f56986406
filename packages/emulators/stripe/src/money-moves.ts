import { announce, type Books, type CheckoutSession, newStripeId, type PaymentIntent } from './books.ts'
import { noSuch, StripeError } from './errors.ts'

interface NewIntent {
  amount: number
  currency: string
  customer: string | null
  method: string | null
  metadata: Readonly<Record<string, string>>
}

function createIntent(books: Books, { amount, currency, customer, method, metadata }: NewIntent): PaymentIntent {
  const intent: PaymentIntent = {
    ...{ id: newStripeId('pi'), object: 'payment_intent', amount, amount_received: 0, currency, customer, metadata },
    ...{
      status: 'requires_payment_method',
      payment_method: method,
      latest_charge: null,
      created: books.clock.seconds(),
    },
  }
  books.intents.set(intent.id, intent)
  return intent
}

/** The money is there: the intent has its charge, and the balance what is left after the fee. */
function succeed(books: Books, intent: PaymentIntent): void {
  Object.assign(intent, { status: 'succeeded', amount_received: intent.amount, latest_charge: newStripeId('ch') })
  const fee = Math.round(intent.amount * 0.029)
  const id = newStripeId('txn')
  books.balance.set(id, {
    ...{ id, object: 'balance_transaction', amount: intent.amount, fee, net: intent.amount - fee },
    ...{ currency: intent.currency, type: 'charge', payout: null, created: books.clock.seconds() },
    source: { id: intent.latest_charge ?? '', object: 'charge', payment_intent: intent.id },
  })
  announce(books, 'payment_intent.succeeded', intent)
}

/** A person pays on the page. */
export function paySession(books: Books, session: CheckoutSession): PaymentIntent {
  const { currency, customer, metadata, keepsMethod } = session
  const method = keepsMethod && customer !== null ? saveMethod(books, customer) : null
  const amount = session.amount_total + books.behaviour.amountOffBy
  const intent = createIntent(books, { amount, currency, customer, method, metadata })
  Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: intent.id, url: null })
  if (books.behaviour.amountOffBy !== 0) session.amount_total = amount
  succeed(books, intent)
  announce(books, 'checkout.session.completed', session)
  return intent
}

export function failSession(books: Books, { amount_total, currency, customer, metadata }: CheckoutSession): void {
  const intent = createIntent(books, { amount: amount_total, currency, customer, method: null, metadata })
  announce(books, 'payment_intent.payment_failed', intent)
}

export function saveMethod(books: Books, customer: string, outcome: 'pays' | 'declines' | 'asks' = 'pays'): string {
  const id = newStripeId('pm')
  const card = { brand: 'visa', last4: '4242' }
  books.methods.set(id, { id, object: 'payment_method', type: 'card', card, customer, outcome })
  return id
}

/** A saved method is charged without the person. */
export function chargeMethod(books: Books, given: NewIntent): PaymentIntent {
  const method = books.methods.get(given.method ?? '')
  if (!method || method.customer !== given.customer) throw noSuch('PaymentMethod', given.method ?? '')
  const intent = createIntent(books, given)
  if (method.outcome === 'pays') {
    succeed(books, intent)
    return intent
  }
  const asks = method.outcome === 'asks'
  intent.status = asks ? 'requires_action' : 'requires_payment_method'
  announce(books, 'payment_intent.payment_failed', intent)
  throw new StripeError(asks ? 'This payment requires authentication.' : 'Your card was declined.', {
    ...{ status: 402, type: 'card_error', code: asks ? 'authentication_required' : 'card_declined' },
    ...{ declineCode: asks ? 'authentication_required' : 'generic_decline', paymentIntent: intent },
  })
}

export function refund(
  books: Books,
  intentId: string,
  amount: number | null,
  metadata: Readonly<Record<string, string>>,
) {
  const intent = books.intents.get(intentId)
  if (!intent) throw noSuch('payment_intent', intentId)
  const before = [...books.refunds.values()]
    .filter(({ payment_intent, status }) => payment_intent === intentId && status !== 'failed')
    .reduce((sum, one) => sum + one.amount, 0)
  const refunded = amount ?? intent.amount_received - before
  if (refunded > intent.amount_received - before || refunded <= 0)
    throw new StripeError(
      `Refund amount (${refunded}) is greater than unrefunded amount on charge (${intent.amount_received - before})`,
    )
  const made = {
    ...{ id: newStripeId('re'), object: 'refund' as const, amount: refunded, currency: intent.currency },
    ...{ payment_intent: intentId, status: 'pending' as const, metadata, created: books.clock.seconds() },
  }
  books.refunds.set(made.id, made)
  if (!books.behaviour.refundsPend) finishRefund(books, made.id, 'succeeded')
  return books.refunds.get(made.id) ?? made
}

export function finishRefund(books: Books, id: string, status: 'succeeded' | 'failed'): void {
  const refund = books.refunds.get(id)
  if (!refund) throw noSuch('refund', id)
  refund.status = status
  announce(books, status === 'failed' ? 'refund.failed' : 'refund.updated', refund)
}

export function openDispute(books: Books, intentId: string, amount?: number): string {
  const intent = books.intents.get(intentId)
  if (!intent) throw noSuch('payment_intent', intentId)
  const dispute = {
    ...{
      id: newStripeId('dp'),
      object: 'dispute' as const,
      amount: amount ?? intent.amount,
      currency: intent.currency,
    },
    ...{ payment_intent: intentId, status: 'needs_response' as const, created: books.clock.seconds() },
  }
  books.disputes.set(dispute.id, dispute)
  announce(books, 'charge.dispute.created', dispute)
  return dispute.id
}

export function closeDispute(books: Books, id: string, outcome: 'won' | 'lost'): void {
  const dispute = books.disputes.get(id)
  if (!dispute) throw noSuch('dispute', id)
  dispute.status = outcome
  announce(books, 'charge.dispute.closed', dispute)
}

export function payOut(books: Books): string | null {
  const open = [...books.balance.values()].filter(({ payout }) => payout === null)
  const [first] = open
  if (!first) return null
  const payout = {
    ...{ id: newStripeId('po'), object: 'payout' as const, currency: first.currency, status: 'paid' as const },
    ...{ amount: open.reduce((sum, { net }) => sum + net, 0), created: books.clock.seconds() },
  }
  books.payouts.set(payout.id, payout)
  for (const one of open) one.payout = payout.id
  announce(books, 'payout.paid', payout)
  return payout.id
}
