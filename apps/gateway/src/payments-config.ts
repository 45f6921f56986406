import type { RazorpayOptions } from '@dawk/core/commerce/payments/razorpay/razorpay-client.ts'
import type { StripeAccess } from '@dawk/core/commerce/payments/stripe/stripe-client.ts'
import type { StripeOptions } from '@dawk/core/commerce/subscriptions/stripe-payments.ts'
import type { EnvReader } from './env-reader.ts'

/** Through whom wallets are topped up; null: not through this one, or in a sandbox through its emulator. */
export interface PaymentsConfig {
  razorpay: RazorpayOptions | null
  stripe: StripeAccess | null
  /** Where the emulators of a sandbox listen. */
  emulatorPorts: { razorpay: number; stripe: number }
}

export interface PaymentProviders {
  /** Through which plans are sold; null: no plan can be bought here. */
  stripe: StripeOptions | null
  payments: PaymentsConfig
}

export function readPayments(read: EnvReader, problems: string[]): PaymentProviders {
  const stripe = readStripe(read, problems)
  const prices = readPrices(read, problems)
  return {
    stripe: stripe && prices && { ...stripe, prices },
    payments: {
      razorpay: readRazorpay(read, problems),
      stripe,
      emulatorPorts: {
        razorpay: read.integer('RAZORPAY_EMULATOR_PORT', 4002, 0, 65_535),
        stripe: read.integer('STRIPE_EMULATOR_PORT', 4003, 0, 65_535),
      },
    },
  }
}

/** Both or none: a provider that cannot tell what was paid would take money for nothing. */
function readStripe({ text, url }: EnvReader, problems: string[]): StripeAccess | null {
  const apiUrl = url('STRIPE_API_URL', ['http:', 'https:'])
  const names = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const
  const [secretKey, webhookSecret] = names.map(text)
  if (secretKey && webhookSecret) return { secretKey, webhookSecret, apiUrl }
  const missing = names.filter((name) => text(name) === null)
  if (missing.length < names.length) problems.push(`payments by Stripe also need ${missing.join(', ')}`)
  return null
}

/** Of the plans, both or none. */
function readPrices({ text }: EnvReader, problems: string[]): StripeOptions['prices'] | null {
  const [basic, pro] = [text('STRIPE_PRICE_BASIC'), text('STRIPE_PRICE_PRO')]
  if (basic && pro) {
    if (!text('STRIPE_SECRET_KEY')) problems.push('plans sold through Stripe also need STRIPE_SECRET_KEY')
    return { basic, pro }
  }
  if (basic || pro)
    problems.push(`plans sold through Stripe also need ${basic ? 'STRIPE_PRICE_PRO' : 'STRIPE_PRICE_BASIC'}`)
  return null
}

function readRazorpay({ text, url }: EnvReader, problems: string[]): RazorpayOptions | null {
  const apiUrl = url('RAZORPAY_API_URL', ['http:', 'https:'])
  const names = ['RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET', 'RAZORPAY_WEBHOOK_SECRET'] as const
  const [keyId, keySecret, webhookSecret] = names.map(text)
  const before = text('RAZORPAY_WEBHOOK_SECRET_BEFORE')
  if (keyId && keySecret && webhookSecret)
    return { keyId, keySecret, webhookSecrets: [webhookSecret, ...(before ? [before] : [])], apiUrl }
  const missing = names.filter((name) => text(name) === null)
  if (missing.length < names.length) problems.push(`payments by Razorpay also need ${missing.join(', ')}`)
  return null
}
