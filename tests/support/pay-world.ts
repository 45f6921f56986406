import { type RazorpayEmulator, startRazorpay } from '@dawk/emulator-razorpay/razorpay.ts'
import { type StripeEmulator, startStripe } from '@dawk/emulator-stripe/stripe.ts'
import { type GatewayProcess, type RunningGateway, startGateway, startGatewayProcess } from './gateway.ts'
import { until } from './processes.ts'

/** A gateway whose payment providers are emulators in this process, so that they outlive it and can be told what to do. */
export interface PayWorld {
  gateway: RunningGateway
  razorpay: RazorpayEmulator
  stripe: StripeEmulator
  /** Starts a top-up in INR, and returns it as it is open to be paid. */
  topUp(amount: string, provider?: 'razorpay' | 'stripe'): Promise<{ id: string; orderId: string; paymentUrl: string }>
  paid(): Promise<string>
  /** The top-up once it has this state. */
  // biome-ignore lint/suspicious/noExplicitAny: the body of a reply
  becomes(id: string, state: string): Promise<any>
  /** Transactions of this kind in the ledger. */
  posted(kind: string): Promise<number>
  close(): Promise<void>
}

const keys = { keyId: 'rzp_test_world', keySecret: 'key secret', webhookSecret: 'hook one' }
const stripeKeys = { secretKey: 'sk_test_world', webhookSecret: 'whsec_world' }

export async function startPayWorld(): Promise<PayWorld> {
  return (await openPayWorld((env) => startGateway(null, env))).world
}

export async function startPayProcess(): Promise<{ world: PayWorld; gateway: GatewayProcess }> {
  return openPayWorld((env) => startGatewayProcess(null, env))
}

async function openPayWorld<Gateway extends RunningGateway>(start: (env: Record<string, string>) => Promise<Gateway>) {
  let url: string | null = null
  const hook = (vendor: string) => () => url && `${url}/payments/${vendor}/webhook`
  const razorpay = await startRazorpay({ port: 0, ...keys, webhookUrl: hook('razorpay') })
  const stripe = await startStripe({ port: 0, ...stripeKeys, webhookUrl: hook('stripe') })
  const gateway = await start({
    RAZORPAY_KEY_ID: keys.keyId,
    RAZORPAY_KEY_SECRET: keys.keySecret,
    RAZORPAY_WEBHOOK_SECRET: 'hook two',
    RAZORPAY_WEBHOOK_SECRET_BEFORE: keys.webhookSecret,
    RAZORPAY_API_URL: razorpay.url,
    STRIPE_SECRET_KEY: stripeKeys.secretKey,
    STRIPE_WEBHOOK_SECRET: stripeKeys.webhookSecret,
    STRIPE_API_URL: stripe.url,
  })
  url = gateway.url
  const { call } = gateway
  const becomes = (id: string, state: string) =>
    until(`the top-up is ${state}`, async () => {
      const { body } = await call('GET', `/v1/wallet/topups/${id}`)
      return body.state === state && body
    })
  const world: PayWorld = {
    ...{ gateway, razorpay, stripe, becomes },
    async topUp(amount, provider = 'razorpay') {
      const { status, body } = await call('POST', '/v1/wallet/topups', { amount, currency: 'INR', provider })
      if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`)
      return body
    },
    async paid() {
      const { body } = await call('GET', '/v1/wallet')
      return body.wallets[0]?.paid ?? '0.00'
    },
    async posted(kind) {
      return (await call('GET', `/v1/wallet/transactions?kind=${kind}&limit=100`)).body.data.length
    },
    async close() {
      await gateway.close()
      await razorpay.close()
      await stripe.close()
    },
  }
  return { world, gateway }
}
