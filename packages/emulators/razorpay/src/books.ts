import { randomBytes } from 'node:crypto'
import type { VirtualClock } from '@dawk/emulator-kit/virtual-clock.ts'
import type { WebhookEngine } from '@dawk/emulator-kit/webhook-engine.ts'

type Notes = Readonly<Record<string, string>>

export interface Order {
  id: string
  entity: 'order'
  amount: number
  amount_paid: number
  amount_due: number
  currency: string
  receipt: string | null
  status: 'created' | 'attempted' | 'paid'
  attempts: number
  notes: Notes
  created_at: number
}

export interface Payment {
  id: string
  entity: 'payment'
  amount: number
  currency: string
  status: 'created' | 'authorized' | 'captured' | 'failed' | 'refunded'
  order_id: string | null
  method: string
  amount_refunded: number
  refund_status: null | 'partial' | 'full'
  captured: boolean
  fee: number | null
  tax: number | null
  error_code: string | null
  error_reason: string | null
  token_id: string | null
  customer_id: string | null
  notes: Notes
  created_at: number
  /** Our own: the settlement that paid it out. */
  settlement_id: string | null
}

interface Refund {
  id: string
  entity: 'refund'
  amount: number
  currency: string
  payment_id: string
  receipt: string | null
  notes: Notes
  status: 'pending' | 'processed' | 'failed'
  created_at: number
}

interface PaymentLink {
  id: string
  entity: 'payment_link'
  amount: number
  currency: string
  reference_id: string
  description: string
  status: 'created' | 'paid' | 'cancelled' | 'expired'
  short_url: string
  callback_url: string
  order_id: string
  notes: Notes
  created_at: number
}

interface Dispute {
  id: string
  entity: 'dispute'
  payment_id: string
  amount: number
  currency: string
  status: 'open' | 'under_review' | 'won' | 'lost' | 'closed'
  created_at: number
}

interface Settlement {
  id: string
  entity: 'settlement'
  amount: number
  fees: number
  tax: number
  status: 'processed'
  created_at: number
}

/** A saved card or mandate, which may be charged without the person. */
interface Token {
  id: string
  customer_id: string
  max_amount: number
  /** What happens when it is charged. */
  outcome: 'pays' | 'declines'
}

/** Everything that Razorpay would have stored. */
export interface Books {
  clock: VirtualClock
  hooks: WebhookEngine
  orders: Map<string, Order>
  payments: Map<string, Payment>
  refunds: Map<string, Refund>
  links: Map<string, PaymentLink>
  disputes: Map<string, Dispute>
  settlements: Map<string, Settlement>
  tokens: Map<string, Token>
  refundKeys: Map<string, string>
  behaviour: Behaviour
}

/** What tests set. */
export interface Behaviour {
  /** Payments stay authorized until they are captured. */
  authorizesOnly: boolean
  /** The payment that is made carries another amount than its order. */
  amountOffBy: number
  /** Refunds stay pending until `finishRefunds`. */
  refundsPend: boolean
}

export const newRazorpayId = (kind: string): string =>
  `${kind}_${randomBytes(12).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, 14)}`

/** Tells whoever listens: the payload is a snapshot of this instant. */
export function announce({ hooks, clock }: Books, type: string, entities: Readonly<Record<string, object>>): void {
  const payload = Object.fromEntries(Object.entries(entities).map(([name, entity]) => [name, { entity }]))
  const body = JSON.stringify({
    entity: 'event',
    account_id: 'acc_EmulatedDawk01',
    event: type,
    contains: Object.keys(entities),
    payload,
    created_at: clock.seconds(),
  })
  hooks.send({ id: newRazorpayId('evt'), type, body })
}

/** What Razorpay keeps of a payment: two per cent, and 18 % tax on it. Both are within `fee`. */
export function feeOf(amount: number): { fee: number; tax: number } {
  const net = Math.round(amount * 0.02)
  const tax = Math.round(net * 0.18)
  return { fee: net + tax, tax }
}
