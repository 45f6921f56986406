import { randomBytes } from 'node:crypto'
import type { VirtualClock } from '@dawk/emulator-kit/virtual-clock.ts'
import type { WebhookEngine } from '@dawk/emulator-kit/webhook-engine.ts'

type Metadata = Readonly<Record<string, string>>

export interface CheckoutSession {
  id: string
  object: 'checkout.session'
  mode: string
  url: string | null
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid'
  payment_intent: string | null
  customer: string | null
  amount_total: number
  currency: string
  metadata: Metadata
  success_url: string
  cancel_url: string
  created: number
  /** Our own: whether the method is kept, and what is shown. */
  keepsMethod: boolean
  description: string
}

export interface PaymentIntent {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  currency: string
  status: 'requires_payment_method' | 'requires_action' | 'succeeded' | 'canceled'
  customer: string | null
  payment_method: string | null
  latest_charge: string | null
  metadata: Metadata
  created: number
}

interface StripeRefund {
  id: string
  object: 'refund'
  amount: number
  currency: string
  payment_intent: string
  status: 'pending' | 'succeeded' | 'failed'
  metadata: Metadata
  created: number
}

interface StripeDispute {
  id: string
  object: 'dispute'
  amount: number
  currency: string
  payment_intent: string
  status: 'needs_response' | 'won' | 'lost'
  created: number
}

/** Money that came or went, and when it was paid out. */
interface BalanceTransaction {
  id: string
  object: 'balance_transaction'
  amount: number
  fee: number
  net: number
  currency: string
  type: 'charge'
  source: { id: string; object: 'charge'; payment_intent: string }
  created: number
  payout: string | null
}

interface SavedMethod {
  id: string
  object: 'payment_method'
  type: 'card'
  card: { brand: string; last4: string }
  customer: string
  outcome: 'pays' | 'declines' | 'asks'
}

export interface Books {
  clock: VirtualClock
  hooks: WebhookEngine
  customers: Map<string, { id: string; object: 'customer'; metadata: Metadata }>
  sessions: Map<string, CheckoutSession>
  intents: Map<string, PaymentIntent>
  refunds: Map<string, StripeRefund>
  disputes: Map<string, StripeDispute>
  balance: Map<string, BalanceTransaction>
  payouts: Map<
    string,
    { id: string; object: 'payout'; amount: number; currency: string; status: 'paid'; created: number }
  >
  methods: Map<string, SavedMethod>
  behaviour: { amountOffBy: number; refundsPend: boolean }
}

export const newStripeId = (kind: string): string => `${kind}_${randomBytes(12).toString('hex')}`

export function announce({ hooks, clock }: Books, type: string, object: object): void {
  const id = newStripeId('evt')
  const body = JSON.stringify({ id, object: 'event', type, created: clock.seconds(), data: { object } })
  hooks.send({ id, type, body })
}

const zeroDecimal = new Set(['jpy', 'krw', 'vnd', 'clp', 'xof', 'xaf', 'ugx', 'pyg', 'rwf'])

export function showAmount(amount: number, currency: string): string {
  const units = zeroDecimal.has(currency) ? amount : amount / 100
  return new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() }).format(units)
}
