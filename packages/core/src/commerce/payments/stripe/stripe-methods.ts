import Stripe from 'stripe'
import { GatewayError } from '#platform/errors.ts'
import { fromMinorUnits, toMinorUnits } from '../../pricing/money.ts'
import type { MethodKeeper, SavedMethod, VendorPayment } from '../payment-vendor.ts'
import { callStripe, nullWhenMissing } from './stripe-client.ts'

/** Cards that a person saved in a checkout, charged without the person. https://docs.stripe.com/payments/save-and-reuse */
export function keepMethods(stripe: Stripe): MethodKeeper {
  return {
    async customerOf(accountId) {
      const params = { metadata: { account_id: accountId } }
      const made = await callStripe(stripe.customers.create(params, { idempotencyKey: `customer-${accountId}` }))
      return made.id
    },
    async readMethods(customerId) {
      const methods = await callStripe(stripe.customers.listPaymentMethods(customerId)).catch(nullWhenMissing)
      return (methods?.data ?? []).map(toMethod)
    },
    async charge({ accountId, topUpId, total, currency, description, customerId, methodId }) {
      // an answer may have been lost longer ago than Stripe remembers the key, which is a day
      const recent = await callStripe(stripe.paymentIntents.list({ customer: customerId, limit: 100 }))
      const earlier = recent.data.find(({ metadata }) => metadata['topup_id'] === topUpId)
      if (earlier) return { orderId: earlier.id }
      const params: Stripe.PaymentIntentCreateParams = {
        ...{ amount: toMinorUnits(total, currency), currency: currency.toLowerCase(), description },
        ...{ customer: customerId, payment_method: methodId, off_session: true, confirm: true },
        metadata: { topup_id: topUpId, account_id: accountId },
      }
      try {
        return { orderId: (await stripe.paymentIntents.create(params, { idempotencyKey: `charge-${topUpId}` })).id }
      } catch (error) {
        const declined = intentOf(error)
        if (declined !== null) return { orderId: declined }
        await callStripe<never>(Promise.reject(error)).catch(nullWhenMissing)
        throw new GatewayError('upstream_refused', 'Stripe: the card is no longer there.', { cause: error })
      }
    },
  }
}

/** What was declined is there to be read, with its reason. https://docs.stripe.com/declines */
const intentOf = (error: unknown): string | null =>
  error instanceof Stripe.errors.StripeCardError ? (error.payment_intent?.id ?? null) : null

const toMethod = ({ id, type, card }: Stripe.PaymentMethod): SavedMethod => ({
  methodId: id,
  label: card ? `${card.brand} •••• ${card.last4}` : type,
})

/** The payment of an intent that was charged without a page; null: Stripe has no such intent. */
export async function readIntent(stripe: Stripe, id: string): Promise<VendorPayment[] | null> {
  const intent = await callStripe(stripe.paymentIntents.retrieve(id)).catch(nullWhenMissing)
  if (intent === null) return null
  const currency = intent.currency.toUpperCase()
  const isPaid = intent.status === 'succeeded'
  const isOver = isPaid || ['requires_payment_method', 'requires_action', 'canceled'].includes(intent.status)
  if (!isOver) return []
  const amount = fromMinorUnits(isPaid ? intent.amount_received : intent.amount, currency)
  const failure = isPaid ? null : (intent.last_payment_error?.code ?? needsPerson(intent.status))
  return [{ id: intent.id, state: isPaid ? 'captured' : 'failed', amount, currency, fee: null, failure }]
}

const needsPerson = (status: string) => (status === 'requires_action' ? 'authentication_required' : 'card_declined')
