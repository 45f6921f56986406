import Stripe from 'stripe'
import { GatewayError } from '#platform/errors.ts'
import {
  type PaidPlan,
  type PaymentEvent,
  type PaymentProvider,
  type ProviderSubscription,
  paidPlans,
} from './payments.ts'

export interface StripeOptions {
  secretKey: string
  webhookSecret: string
  /** Ids of recurring prices. */
  prices: Readonly<Record<PaidPlan, string>>
  /** Null: Stripe itself. */
  apiUrl: string | null
  timeoutMs?: number
}

/** Notifications older than this are refused, so that one that was overheard cannot be played again. */
const toleranceSeconds = 300

/** Stripe, by its own library; https://docs.stripe.com/api */
export function createStripePayments(options: StripeOptions): PaymentProvider {
  const stripe = new Stripe(options.secretKey, {
    ...addressOf(options.apiUrl),
    timeout: options.timeoutMs ?? 10_000,
    maxNetworkRetries: 1,
    telemetry: false,
  })
  const { prices } = options
  return {
    createCustomer: async ({ id, name, email }) => {
      const customer = { name, email, metadata: { account_id: id } }
      return (await call(stripe.customers.create(customer, { idempotencyKey: `customer-${id}` }))).id
    },
    createCheckout: async ({ accountId, customerId, plan, returnUrl }) =>
      toPage(
        await call(
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
        await call(
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
      toPage(await call(stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl }))),
    readSubscription: async (id) => {
      const found = await call(stripe.subscriptions.retrieve(id)).catch(nullWhenMissing)
      return found && toSubscription(found, prices)
    },
    endSubscription: async (id) => {
      await call(stripe.subscriptions.update(id, { cancel_at_period_end: true })).catch(nullWhenMissing)
    },
    readEvent: (body, signature) => readEvent(stripe, options.webhookSecret, body, signature),
  }
}

function addressOf(apiUrl: string | null): { host?: string; port?: string; protocol?: 'http' | 'https' } {
  if (apiUrl === null) return {}
  const { hostname, port, protocol } = new URL(apiUrl)
  const isPlain = protocol === 'http:'
  return { host: hostname, port: port || (isPlain ? '80' : '443'), protocol: isPlain ? 'http' : 'https' }
}

class MissingObject extends Error {}

function nullWhenMissing(error: unknown): null {
  if (error instanceof MissingObject) return null
  throw error
}

/** What Stripe says of our own request is for the operator's log, not for the customer. */
async function call<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (!(cause instanceof Stripe.errors.StripeError)) throw cause
    if (cause.code === 'resource_missing' && cause.statusCode === 404) throw new MissingObject('', { cause })
    const passes = cause.statusCode === undefined || cause.statusCode === 429 || cause.statusCode >= 500
    if (passes)
      throw new GatewayError('upstream_unavailable', 'The payment provider does not answer.', {
        retryAfterSeconds: 30,
        cause,
      })
    throw new GatewayError('upstream_refused', 'The payment provider refused the request.', { cause })
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
  try {
    const event = stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds)
    return { id: event.id, subscriptionId: subscriptionOf(event.data.object) }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null
    throw error
  }
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
