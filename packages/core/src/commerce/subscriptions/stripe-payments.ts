import type Stripe from 'stripe'
import { GatewayError } from '#platform/errors.ts'
import {
  callStripe,
  createStripeClient,
  nullWhenMissing,
  readStripeEvent,
  type StripeAccess,
} from '../payments/stripe/stripe-client.ts'
import {
  type PaidPlan,
  type PaymentEvent,
  type PaymentProvider,
  type ProviderSubscription,
  paidPlans,
} from './payments.ts'

export interface StripeOptions extends StripeAccess {
  /** Ids of recurring prices. */
  prices: Readonly<Record<PaidPlan, string>>
}

/** Stripe, by its own library; https://docs.stripe.com/api */
export function createStripePayments(options: StripeOptions): PaymentProvider {
  const stripe = createStripeClient(options)
  const { prices } = options
  return {
    createCustomer: async ({ id, name, email }) => {
      const customer = { name, email, metadata: { account_id: id } }
      return (await callStripe(stripe.customers.create(customer, { idempotencyKey: `customer-${id}` }))).id
    },
    createCheckout: async ({ accountId, customerId, plan, returnUrl }) =>
      toPage(
        await callStripe(
          stripe.checkout.sessions.create({
            mode: 'subscription',
            customer: customerId,
            client_reference_id: accountId,
            line_items: [{ price: prices[plan], quantity: 1 }],
            subscription_data: { metadata: { account_id: accountId } },
            success_url: `${returnUrl}?checkout=done`,
            cancel_url: `${returnUrl}?checkout=canceled`,
          }),
        ),
      ),
    createPlanChange: async ({ customerId, subscription, plan, returnUrl }) =>
      toPage(
        await callStripe(
          stripe.billingPortal.sessions.create({
            customer: customerId,
            return_url: returnUrl,
            flow_data: {
              type: 'subscription_update_confirm',
              subscription_update_confirm: {
                subscription: subscription.id,
                items: [{ id: subscription.itemId ?? '', price: prices[plan], quantity: 1 }],
              },
            },
          }),
        ),
      ),
    createPortal: async ({ customerId, returnUrl }) =>
      toPage(await callStripe(stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl }))),
    readSubscription: async (id) => {
      const subscription = await callStripe(stripe.subscriptions.retrieve(id)).catch(nullWhenMissing)
      return subscription && toSubscription(subscription, prices)
    },
    endSubscription: async (id) => {
      await callStripe(stripe.subscriptions.update(id, { cancel_at_period_end: true })).catch(nullWhenMissing)
    },
    readEvent: (body, signature) => readEvent(stripe, options.webhookSecret, body, signature),
  }
}

function toPage({ url }: { url: string | null }): { url: string } {
  if (url === null) throw new GatewayError('upstream_refused', 'The payment provider gave no page.')
  return { url }
}

function toSubscription(
  { id, customer, metadata, status, items }: Stripe.Subscription,
  prices: StripeOptions['prices'],
): ProviderSubscription {
  const [item] = items.data
  return {
    id,
    customerId: typeof customer === 'string' ? customer : customer.id,
    accountId: metadata['account_id'] ?? null,
    status,
    plan: paidPlans.find((plan) => prices[plan] === item?.price.id) ?? null,
    itemId: item?.id ?? null,
    periodEnd: item ? new Date(item.current_period_end * 1000).toISOString() : null,
  }
}

function readEvent(stripe: Stripe, secret: string, body: Buffer, signature: string): PaymentEvent | null {
  const event = readStripeEvent(stripe, secret, body, signature)
  return event && { id: event.id, subscriptionId: subscriptionOf(event.data.object) }
}

/** Of a subscription its id; checkout sessions and invoices name theirs, the latter in two places over the versions. */
function subscriptionOf(object: unknown): string | null {
  const {
    object: kind,
    id,
    subscription,
    parent,
  } = object as {
    object?: string
    id?: string
    subscription?: unknown
    parent?: { subscription_details?: { subscription?: unknown } | null } | null
  }
  const named = kind === 'subscription' ? id : (subscription ?? parent?.subscription_details?.subscription)
  if (typeof named === 'string') return named
  return (named as { id?: string } | null | undefined)?.id ?? null
}
