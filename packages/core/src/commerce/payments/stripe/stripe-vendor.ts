import type Stripe from 'stripe'
import { GatewayError } from '#platform/errors.ts'
import { fromMinorUnits, toMinorUnits } from '../../pricing/money.ts'
import type {
  PaymentVendor,
  VendorDispute,
  VendorNotification,
  VendorPayment,
  VendorRefund,
} from '../payment-vendor.ts'
import { callStripe, createStripeClient, nullWhenMissing, readStripeEvent, type StripeAccess } from './stripe-client.ts'
import { keepMethods, readIntent } from './stripe-methods.ts'

/** Stripe: a checkout session for each top-up. https://docs.stripe.com/api/checkout/sessions */
export function createStripeVendor(options: StripeAccess): PaymentVendor {
  const stripe = createStripeClient(options)
  return {
    name: 'stripe',
    currencies: ['USD', 'EUR', 'GBP', 'INR', 'AUD', 'CAD', 'SGD', 'JPY', 'BRL', 'MXN', 'AED', 'CHF'],
    minimum: () => 1_000_000n,
    methods: keepMethods(stripe),
    async openPayment({ accountId, topUpId, total, currency, description, returnUrl, customerId }) {
      const metadata = { topup_id: topUpId, account_id: accountId }
      const price = {
        currency: currency.toLowerCase(),
        unit_amount: toMinorUnits(total, currency),
        product_data: { name: description },
      }
      const backTo = returnUrl.replace('{orderId}', '{CHECKOUT_SESSION_ID}')
      const session = await callStripe(
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            line_items: [{ price_data: price, quantity: 1 }],
            metadata,
            ...(customerId !== null && { customer: customerId }),
            payment_intent_data: { metadata, ...(customerId !== null && { setup_future_usage: 'off_session' }) },
            success_url: backTo,
            cancel_url: backTo,
          },
          { idempotencyKey: `topup-${topUpId}` },
        ),
      )
      if (session.url === null) throw new GatewayError('upstream_refused', 'The payment provider gave no page.')
      return { orderId: session.id, paymentUrl: session.url }
    },
    checkoutForm: () => null,
    async readPayments(orderId) {
      if (orderId.startsWith('pi_')) return readIntent(stripe, orderId)
      const session = await callStripe(stripe.checkout.sessions.retrieve(orderId)).catch(nullWhenMissing)
      return session && paymentsOf(session)
    },
    async capture() {
      // a checkout session of ours captures by itself
    },
    async refund({ refundId, paymentId, total, currency }) {
      const amount = toMinorUnits(total, currency)
      const params = { payment_intent: paymentId, amount, metadata: { refund_id: refundId } }
      return toRefund(await callStripe(stripe.refunds.create(params, { idempotencyKey: `refund-${refundId}` })))
    },
    async findRefund({ refundId, paymentId }) {
      const made = await callStripe(stripe.refunds.list({ payment_intent: paymentId, limit: 100 })).catch(
        nullWhenMissing,
      )
      const own = made?.data.find(({ metadata }) => metadata?.['refund_id'] === refundId)
      return own ? toRefund(own) : null
    },
    async readRefund(id) {
      const refund = await callStripe(stripe.refunds.retrieve(id)).catch(nullWhenMissing)
      return refund && toRefund(refund)
    },
    async readDispute(id) {
      const dispute = await callStripe(stripe.disputes.retrieve(id)).catch(nullWhenMissing)
      return dispute && toDispute(dispute)
    },
    isProof: () => false,
    readNotification: (body, headers) => readStripeNotification(stripe, options.webhookSecret, body, headers),
  }
}

function paymentsOf({ payment_intent: intent, payment_status, amount_total, currency }: Stripe.Checkout.Session) {
  const id = typeof intent === 'string' ? intent : intent?.id
  if (!id || payment_status !== 'paid' || amount_total === null || currency === null) return []
  const code = currency.toUpperCase()
  const amount = fromMinorUnits(amount_total, code)
  const payment: VendorPayment = { id, state: 'captured', amount, currency: code, fee: null, failure: null }
  return [payment]
}

const refundStates: Readonly<Record<string, VendorRefund['state']>> = {
  succeeded: 'processed',
  failed: 'failed',
  canceled: 'failed',
}

/** https://docs.stripe.com/api/refunds/object */
const toRefund = ({ id, status, failure_reason }: Stripe.Refund): VendorRefund => ({
  ...{ id, state: refundStates[status ?? ''] ?? 'pending', failure: failure_reason ?? null },
})

/** A `warning_` is a question that takes no money. https://docs.stripe.com/api/disputes/object */
function toDispute({ id, payment_intent: intent, amount, currency, status }: Stripe.Dispute): VendorDispute | null {
  const paymentId = typeof intent === 'string' ? intent : intent?.id
  if (!paymentId || (status.startsWith('warning_') && status !== 'warning_closed')) return null
  const code = currency.toUpperCase()
  const state = status === 'lost' ? 'lost' : status === 'won' || status === 'warning_closed' ? 'won' : 'open'
  return { id, paymentId, amount: fromMinorUnits(amount, code), currency: code, state }
}

/** A webhook of Stripe's with the ids that it names; null: it was not signed with this secret. */
function readStripeNotification(
  stripe: Stripe,
  secret: string,
  body: Buffer,
  headers: Readonly<Record<string, unknown>>,
): VendorNotification | null {
  const signature = headers['stripe-signature']
  const event = typeof signature === 'string' ? readStripeEvent(stripe, secret, body, signature) : null
  if (event === null) return null
  const {
    id,
    object,
    payment_intent: intent,
  } = event.data.object as { id?: unknown; object?: unknown; payment_intent?: unknown }
  const isText = (one: unknown) => typeof one === 'string'
  return { id: event.id, about: [id, intent].filter(isText), disputes: object === 'dispute' ? [id].filter(isText) : [] }
}
