import { GatewayError } from '#platform/errors.ts'
import { fromMinorUnits, type Micros, toMinorUnits } from '../../pricing/money.ts'
import type { PaymentVendor, VendorDispute, VendorPayment, VendorRefund } from '../payment-vendor.ts'
import { createRazorpayClient, type RazorpayOptions, razorpayUrl } from './razorpay-client.ts'
import { isSigned, readRazorpayNotification } from './razorpay-notification.ts'

interface PaymentEntity {
  id: string
  status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed'
  amount: number
  currency: string
  fee: number | null
  error_reason: string | null
}

interface RefundEntity {
  id: string
  receipt: string | null
  status: 'pending' | 'processed' | 'failed'
}

interface DisputeEntity {
  id: string
  payment_id: string
  amount: number
  currency: string
  status: 'open' | 'under_review' | 'won' | 'lost' | 'closed'
}

const minimums: Readonly<Record<string, Micros>> = { INR: 1_000_000n }

/** Razorpay: an order for each top-up, paid on the hosted checkout. https://razorpay.com/docs/api/ */
export function createRazorpayVendor(options: RazorpayOptions): PaymentVendor {
  const ask = createRazorpayClient(options)
  return {
    name: 'razorpay',
    currencies: ['INR', 'USD', 'EUR', 'GBP', 'SGD', 'AED'],
    methods: null, // a mandate in India needs a notice of a day: a person is asked to pay instead
    minimum: (currency) => minimums[currency] ?? 1_000_000n,
    async openPayment({ accountId, topUpId, total, currency }) {
      const body = {
        ...{ amount: toMinorUnits(total, currency), currency, receipt: topUpId },
        unique_receipt: true, // a repeated create returns the same order
        notes: { topup_id: topUpId, account_id: accountId },
      }
      const order = await ask<{ id: string }>('POST', '/orders', { body })
      if (order === null) throw new Error('Razorpay gave no order')
      return { orderId: order.id, paymentUrl: null }
    },
    checkoutForm: ({ orderId, total, currency, description, returnUrl }) => ({
      action: `${options.apiUrl ?? razorpayUrl}/v1/checkout/embedded`,
      fields: {
        key_id: options.keyId,
        order_id: orderId,
        amount: String(toMinorUnits(total, currency)),
        currency,
        description,
        callback_url: returnUrl,
        cancel_url: returnUrl,
      },
    }),
    async readPayments(orderId) {
      const path = `/orders/${encodeURIComponent(orderId)}/payments`
      const payments = await ask<{ items: PaymentEntity[] }>('GET', path)
      return payments === null ? null : payments.items.filter(({ status }) => status !== 'created').map(toPayment)
    },
    async capture({ id, amount, currency }) {
      const body = { amount: toMinorUnits(amount, currency), currency }
      await ask('POST', `/payments/${encodeURIComponent(id)}/capture`, { body })
    },
    async refund({ refundId, paymentId, total, currency }) {
      const body = {
        ...{ amount: toMinorUnits(total, currency), speed: 'normal', receipt: refundId },
        notes: { refund_id: refundId },
      }
      const headers = { 'x-refund-idempotency': refundId }
      const path = `/payments/${encodeURIComponent(paymentId)}/refund`
      const made = await ask<RefundEntity>('POST', path, { body, headers })
      if (made === null) throw new GatewayError('upstream_refused', `Razorpay: there is no payment ${paymentId}.`)
      return toRefund(made)
    },
    async findRefund({ refundId, paymentId }) {
      const path = `/payments/${encodeURIComponent(paymentId)}/refunds?count=100`
      const made = await ask<{ items: RefundEntity[] }>('GET', path)
      const own = made?.items.find(({ receipt }) => receipt === refundId)
      return own ? toRefund(own) : null
    },
    async readRefund(id) {
      const refund = await ask<RefundEntity>('GET', `/refunds/${encodeURIComponent(id)}`)
      return refund && toRefund(refund)
    },
    async readDispute(id) {
      const dispute = await ask<DisputeEntity>('GET', `/disputes/${encodeURIComponent(id)}`)
      return dispute && toDispute(dispute)
    },
    isProof(orderId, { razorpay_payment_id: paymentId, razorpay_signature: signature }) {
      if (typeof paymentId !== 'string' || typeof signature !== 'string') return false
      return isSigned(options.keySecret, `${orderId}|${paymentId}`, signature)
    },
    readNotification: (body, headers) => readRazorpayNotification(options.webhookSecrets, body, headers),
  }
}

const toPayment = ({ id, status, amount, currency, fee, error_reason }: PaymentEntity): VendorPayment => ({
  id,
  state: status === 'authorized' || status === 'failed' ? status : 'captured',
  amount: fromMinorUnits(amount, currency),
  currency,
  fee: fee === null || fee === undefined ? null : fromMinorUnits(fee, currency),
  failure: error_reason ?? null,
})

const toRefund = ({ id, status }: RefundEntity): VendorRefund => ({
  ...{ id, state: status },
  failure: status === 'failed' ? 'The bank of the payer did not take it back.' : null,
})

/** A dispute that is `closed` was a question, which took no money. https://razorpay.com/docs/api/disputes/ */
const toDispute = ({ id, payment_id: paymentId, amount, currency, status }: DisputeEntity): VendorDispute => ({
  ...{ id, paymentId, amount: fromMinorUnits(amount, currency), currency },
  state: status === 'lost' ? 'lost' : status === 'won' || status === 'closed' ? 'won' : 'open',
})
