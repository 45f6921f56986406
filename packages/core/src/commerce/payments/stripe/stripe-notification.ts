import type Stripe from 'stripe'
import type { VendorNotification } from '../payment-vendor.ts'
import { readStripeEvent } from './stripe-client.ts'

/** A webhook of Stripe's with the ids that it names; null: it was not signed with this secret. */
export function readStripeNotification(
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
