import { createHmac, timingSafeEqual } from 'node:crypto'
import type { VendorNotification } from '../payment-vendor.ts'

interface Envelope {
  event?: string
  payload?: Readonly<
    Record<string, { entity?: { id?: unknown; order_id?: unknown; payment_id?: unknown } } | undefined>
  >
}

/**
 * A webhook of Razorpay's, signed over its raw bytes with one of the secrets; null: with none of them.
 * https://razorpay.com/docs/webhooks/validate-test/
 */
export function readRazorpayNotification(
  secrets: readonly string[],
  body: Buffer,
  headers: Readonly<Record<string, unknown>>,
): VendorNotification | null {
  const signature = headers['x-razorpay-signature']
  if (typeof signature !== 'string' || !secrets.some((secret) => isSigned(secret, body, signature))) return null
  const envelope = readJson(body)
  if (envelope === null) return null
  const entities = Object.values(envelope.payload ?? {}).flatMap((part) => (part?.entity ? [part.entity] : []))
  const ids = entities.flatMap(({ id, order_id, payment_id }) => [id, order_id, payment_id])
  const given = headers['x-razorpay-event-id']
  return {
    // without an id of the event its own bytes tell it apart
    id: typeof given === 'string' && given !== '' ? given : createHmac('sha256', 'event').update(body).digest('hex'),
    about: [...new Set(ids.filter((id) => typeof id === 'string'))],
    disputes: [envelope.payload?.['dispute']?.entity?.id].filter((id) => typeof id === 'string'),
  }
}

const signHex = (secret: string, bytes: string | Buffer): string =>
  createHmac('sha256', secret).update(bytes).digest('hex')

export function isSigned(secret: string, bytes: string | Buffer, signature: string): boolean {
  const expected = Buffer.from(signHex(secret, bytes))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function readJson(body: Buffer): Envelope | null {
  try {
    const read = JSON.parse(body.toString('utf8')) as unknown
    return typeof read === 'object' && read !== null ? (read as Envelope) : null
  } catch {
    return null
  }
}
