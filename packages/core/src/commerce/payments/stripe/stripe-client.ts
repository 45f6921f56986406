import Stripe from 'stripe'
import { GatewayError } from '#platform/errors.ts'

export interface StripeAccess {
  secretKey: string
  webhookSecret: string
  /** Null: Stripe itself. */
  apiUrl: string | null
  timeoutMs?: number
}

/** Notifications older than this are refused, so that one that was overheard cannot be played again. */
const toleranceSeconds = 300

export const createStripeClient = ({ secretKey, apiUrl, timeoutMs }: StripeAccess): Stripe =>
  new Stripe(secretKey, {
    ...addressOf(apiUrl),
    timeout: timeoutMs ?? 10_000,
    maxNetworkRetries: 1,
    telemetry: false,
  })

function addressOf(apiUrl: string | null): { host?: string; port?: string; protocol?: 'http' | 'https' } {
  if (apiUrl === null) return {}
  const { hostname, port, protocol } = new URL(apiUrl)
  const isPlain = protocol === 'http:'
  return { host: hostname, port: port || (isPlain ? '80' : '443'), protocol: isPlain ? 'http' : 'https' }
}

class MissingObject extends Error {}

export function nullWhenMissing(error: unknown): null {
  if (error instanceof MissingObject) return null
  throw error
}

/** What Stripe says of our own request is for the operator's log, not for the customer. */
export async function callStripe<T>(answer: Promise<T>): Promise<T> {
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

/** Null: the signature over these bytes is not Stripe's, or too old. */
export function readStripeEvent(stripe: Stripe, secret: string, body: Buffer, signature: string): Stripe.Event | null {
  try {
    return stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null
    throw error
  }
}
