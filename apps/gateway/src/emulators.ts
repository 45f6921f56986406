import { createHmac } from 'node:crypto'
import type { PaymentVendor, PaymentVendors, VendorName } from '@dawk/core/commerce/payments/payment-vendor.ts'
import type { RazorpayOptions } from '@dawk/core/commerce/payments/razorpay/razorpay-client.ts'
import { createRazorpayVendor } from '@dawk/core/commerce/payments/razorpay/razorpay-vendor.ts'
import type { StripeAccess } from '@dawk/core/commerce/payments/stripe/stripe-client.ts'
import { createStripeVendor } from '@dawk/core/commerce/payments/stripe/stripe-vendor.ts'
import type { SecretBox } from '@dawk/core/platform/secrets.ts'
import { startRazorpay } from '@dawk/emulator-razorpay/razorpay.ts'
import { startStripe } from '@dawk/emulator-stripe/stripe.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

interface EmulatorDeps {
  secrets: SecretBox
  log: Logger
  /** Where the emulators report to; null: this process takes no requests. */
  gatewayUrl(): string | null
}

interface Provided {
  vendors: PaymentVendors
  close(): Promise<void>
}

/** The payment providers that are set up; in a sandbox an emulator stands in for each that is not. */
export async function provideVendors(config: Config, deps: EmulatorDeps): Promise<Provided> {
  const closers: (() => Promise<void>)[] = []
  const { payments } = config
  const razorpay = payments.razorpay ?? (config.sandbox ? await emulateRazorpay(config, deps, closers) : null)
  const stripe = payments.stripe ?? (config.sandbox ? await emulateStripe(config, deps, closers) : null)
  const vendors = new Map<VendorName, PaymentVendor>()
  if (razorpay) vendors.set('razorpay', createRazorpayVendor(razorpay))
  if (stripe) vendors.set('stripe', createStripeVendor(stripe))
  return {
    vendors,
    async close() {
      await Promise.all(closers.map((close) => close()))
    },
  }
}

type Closers = (() => Promise<void>)[]

/** What follows from the secret key, so that every process of the installation knows it. */
const derive = ({ secrets }: EmulatorDeps, what: string): string =>
  createHmac('sha256', secrets.pepper('emulators')).update(what).digest('hex').slice(0, 32)

async function emulateRazorpay(config: Config, deps: EmulatorDeps, closers: Closers): Promise<RazorpayOptions> {
  const keyId = `rzp_test_${derive(deps, 'razorpay key').slice(0, 14)}`
  const keySecret = derive(deps, 'razorpay secret')
  const webhookSecret = derive(deps, 'razorpay webhook')
  const webhookUrl = webhookOf(deps, 'razorpay')
  const basic = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`
  const apiUrl = await runOnce(config, closers, {
    port: config.payments.emulatorPorts.razorpay,
    check: { path: '/v1/orders', authorization: basic },
    start: (port) => startRazorpay({ port, keyId, keySecret, webhookSecret, webhookUrl }),
  })
  return { keyId, keySecret, webhookSecrets: [webhookSecret], apiUrl }
}

async function emulateStripe(config: Config, deps: EmulatorDeps, closers: Closers): Promise<StripeAccess> {
  const secretKey = `sk_test_${derive(deps, 'stripe key')}`
  const webhookSecret = `whsec_${derive(deps, 'stripe webhook')}`
  const webhookUrl = webhookOf(deps, 'stripe')
  const apiUrl = await runOnce(config, closers, {
    port: config.payments.emulatorPorts.stripe,
    check: { path: '/v1/payment_intents', authorization: `Bearer ${secretKey}` },
    start: (port) => startStripe({ port, secretKey, webhookSecret, webhookUrl }),
  })
  return { secretKey, webhookSecret, apiUrl }
}

function webhookOf({ gatewayUrl }: EmulatorDeps, vendor: VendorName): () => string | null {
  return () => {
    const url = gatewayUrl()
    return url && `${url}/payments/${vendor}/webhook`
  }
}

interface Emulated {
  port: number
  /** A request that only an emulator with our keys answers. */
  check: { path: string; authorization: string }
  start(port: number): Promise<{ url: string; close(): Promise<void> }>
}

/** The emulator of another process of this installation is used; where something else has the port, any other one will do. */
async function runOnce({ role }: Config, closers: Closers, { port, check, start }: Emulated): Promise<string> {
  const usual = `http://127.0.0.1:${port}`
  if (role === 'worker') return usual
  try {
    const running = await start(port)
    closers.push(() => running.close())
    return running.url
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    if (await isOurs(`${usual}${check.path}`, check.authorization)) return usual
    const running = await start(0)
    closers.push(() => running.close())
    return running.url
  }
}

async function isOurs(url: string, authorization: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2000)
  const reply = await fetch(url, { headers: { authorization }, signal }).catch(() => null)
  return reply?.ok ?? false
}
