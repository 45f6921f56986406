import { createHmac } from 'node:crypto'
import { createVendorServer, type RecordedRequest } from '@dawk/emulator-kit/vendor-server.ts'
import { createVirtualClock, type VirtualClock } from '@dawk/emulator-kit/virtual-clock.ts'
import { createWebhookEngine, type WebhookEngine } from '@dawk/emulator-kit/webhook-engine.ts'
import { serveOrders, serveOthers, servePayments } from './api.ts'
import { type Behaviour, type Books, newRazorpayId, type Order, type Payment } from './books.ts'
import { serveCheckout } from './checkout.ts'
import { answerErrors, RazorpayError } from './errors.ts'
import { closeDispute, fail, finishRefund, openDispute, pay, settle } from './money-moves.ts'

export interface RazorpayOptions {
  /** 0: any free port. */
  port: number
  keyId: string
  keySecret: string
  webhookSecret: string
  /** Where events are delivered; null: nowhere. */
  webhookUrl: () => string | null
}

/** Razorpay on this machine: its API, its hosted checkout, and its webhooks on a virtual clock. */
export interface RazorpayEmulator {
  url: string
  clock: VirtualClock
  hooks: WebhookEngine
  requests: readonly RecordedRequest[]
  orders(): readonly Order[]
  payments(): readonly Payment[]
  /** A person pays an order, outside of the page. */
  pay(orderId: string): Payment
  fail(orderId: string): Payment
  /** What the browser brings back after a payment. */
  proofOf(payment: Payment): Record<string, string>
  /** A card or mandate that the person has saved. */
  saveToken(customerId: string, outcome?: 'pays' | 'declines', maxAmount?: number): string
  openDispute(paymentId: string, amount?: number): string
  closeDispute(id: string, outcome: 'won' | 'lost'): void
  /** Keys of refunds are no longer remembered. */
  forgetRefundKeys(): void
  finishRefunds(outcome: 'processed' | 'failed'): void
  settle(): string | null
  behave(changed: Partial<Behaviour>): void
  /** The next such request is carried out, and its answer does not arrive: `/^POST \/v1\/orders/`. */
  cutNext(path: RegExp, times?: number): void
  close(): Promise<void>
}

export async function startRazorpay(options: RazorpayOptions): Promise<RazorpayEmulator> {
  const requests: RecordedRequest[] = []
  const server = createVendorServer((request) => void requests.push(request))
  const clock = createVirtualClock()
  const hooks = createWebhookEngine({ clock, url: options.webhookUrl, secret: options.webhookSecret, sign })
  const books: Books = {
    ...{ clock, hooks, orders: new Map(), payments: new Map(), refunds: new Map(), links: new Map() },
    ...{ disputes: new Map(), settlements: new Map(), tokens: new Map(), refundKeys: new Map() },
    behaviour: { authorizesOnly: false, amountOffBy: 0, refundsPend: false },
  }
  let url = ''
  answerErrors(server.app)
  server.app.addHook('onRequest', async ({ url: path, headers }) => {
    if (path.startsWith('/v1/') && !path.startsWith('/v1/checkout/')) assertKey(headers.authorization, options)
  })
  serveOrders(server.app, books)
  servePayments(server.app, books)
  serveOthers(server.app, books, () => url)
  const { proofOf } = serveCheckout(server.app, books, options)
  url = await server.listen(options.port)
  const orderOf = (id: string) => {
    const order = books.orders.get(id)
    if (!order) throw new Error(`There is no order ${id}`)
    return order
  }
  return {
    ...{ url, clock, hooks, requests, cutNext: server.cutNext },
    orders: () => [...books.orders.values()],
    payments: () => [...books.payments.values()],
    pay: (orderId) => pay(books, orderOf(orderId)),
    fail: (orderId) => fail(books, orderOf(orderId)),
    proofOf: (payment) => proofOf(orderOf(payment.order_id ?? ''), payment),
    saveToken(customerId, outcome = 'pays', maxAmount = 1_500_000) {
      const id = newRazorpayId('token')
      books.tokens.set(id, { id, customer_id: customerId, max_amount: maxAmount, outcome })
      return id
    },
    openDispute: (paymentId, amount) => openDispute(books, paymentId, amount),
    closeDispute: (id, outcome) => closeDispute(books, id, outcome),
    forgetRefundKeys: () => books.refundKeys.clear(),
    finishRefunds(outcome) {
      for (const { id, status } of books.refunds.values()) if (status === 'pending') finishRefund(books, id, outcome)
    },
    settle: () => settle(books),
    behave: (changed) => void Object.assign(books.behaviour, changed),
    async close() {
      hooks.stop()
      await server.close()
    },
  }
}

/** https://razorpay.com/docs/webhooks/validate-test/ */
const sign: Parameters<typeof createWebhookEngine>[0]['sign'] = ({ id, body }, secret) => ({
  'content-type': 'application/json',
  'x-razorpay-event-id': id,
  'x-razorpay-signature': createHmac('sha256', secret).update(body).digest('hex'),
})

function assertKey(authorization: string | undefined, { keyId, keySecret }: RazorpayOptions): void {
  const expected = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`
  if (authorization !== expected)
    throw new RazorpayError('authentication_failed', 'Authentication failed', { status: 401 })
}
