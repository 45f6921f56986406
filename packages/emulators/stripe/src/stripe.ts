import { createHash, createHmac } from 'node:crypto'
import { checkoutPage } from '@dawk/emulator-kit/checkout-page.ts'
import { createVendorServer, type RecordedRequest } from '@dawk/emulator-kit/vendor-server.ts'
import { createVirtualClock, type VirtualClock } from '@dawk/emulator-kit/virtual-clock.ts'
import { createWebhookEngine, type WebhookEngine } from '@dawk/emulator-kit/webhook-engine.ts'
import type { FastifyInstance } from 'fastify'
import { serveCheckoutSessions, servePayments } from './api.ts'
import { type Books, type CheckoutSession, type PaymentIntent, showAmount } from './books.ts'
import { answerErrors, noSuch, StripeError } from './errors.ts'
import { closeDispute, failSession, finishRefund, openDispute, payOut, paySession, saveMethod } from './money-moves.ts'

export interface StripeEmulatorOptions {
  /** 0: any free port. */
  port: number
  secretKey: string
  webhookSecret: string
  webhookUrl: () => string | null
}

/** Stripe on this machine, as far as payments into a wallet use it: checkout, saved methods, refunds, disputes, payouts. */
export interface StripeEmulator {
  url: string
  clock: VirtualClock
  hooks: WebhookEngine
  requests: readonly RecordedRequest[]
  sessions(): readonly CheckoutSession[]
  intents(): readonly PaymentIntent[]
  pay(sessionId: string): PaymentIntent
  saveMethod(customerId: string, outcome?: 'pays' | 'declines' | 'asks'): string
  /** What every saved method does from now on. */
  methodsNow(outcome: 'pays' | 'declines' | 'asks'): void
  /** As when a customer is deleted there. */
  forgetMethods(): void
  openDispute(intentId: string, amount?: number): string
  closeDispute(id: string, outcome: 'won' | 'lost'): void
  finishRefunds(outcome: 'succeeded' | 'failed'): void
  payOut(): string | null
  behave(changed: Partial<Books['behaviour']>): void
  cutNext(path: RegExp, times?: number): void
  close(): Promise<void>
}

export async function startStripe(options: StripeEmulatorOptions): Promise<StripeEmulator> {
  const requests: RecordedRequest[] = []
  const server = createVendorServer((request) => void requests.push(request))
  const clock = createVirtualClock()
  const hooks = createWebhookEngine({ clock, url: options.webhookUrl, secret: options.webhookSecret, sign })
  const books: Books = {
    ...{ clock, hooks, customers: new Map(), sessions: new Map(), intents: new Map(), refunds: new Map() },
    ...{ disputes: new Map(), balance: new Map(), payouts: new Map(), methods: new Map() },
    behaviour: { amountOffBy: 0, refundsPend: false },
  }
  let url = ''
  answerErrors(server.app)
  server.app.addHook('onRequest', async ({ url: path, headers }) => {
    if (path.startsWith('/v1/') && headers.authorization !== `Bearer ${options.secretKey}`)
      throw new StripeError('Invalid API Key provided', { status: 401 })
  })
  rememberAnswers(server.app)
  serveCheckoutSessions(server.app, books, () => url)
  servePayments(server.app, books)
  serveHostedPage(server.app, books)
  url = await server.listen(options.port)
  return {
    ...{ url, clock, hooks, requests, cutNext: server.cutNext },
    sessions: () => [...books.sessions.values()],
    intents: () => [...books.intents.values()],
    pay: (sessionId) => paySession(books, sessionOf(books, sessionId)),
    saveMethod: (customerId, outcome) => saveMethod(books, customerId, outcome),
    methodsNow(outcome) {
      for (const method of books.methods.values()) method.outcome = outcome
    },
    forgetMethods: () => books.methods.clear(),
    openDispute: (intentId, amount) => openDispute(books, intentId, amount),
    closeDispute: (id, outcome) => closeDispute(books, id, outcome),
    finishRefunds(outcome) {
      for (const { id, status } of books.refunds.values()) if (status === 'pending') finishRefund(books, id, outcome)
    },
    payOut: () => payOut(books),
    behave: (changed) => void Object.assign(books.behaviour, changed),
    async close() {
      hooks.stop()
      await server.close()
    },
  }
}

function sessionOf(books: Books, id: string): CheckoutSession {
  const session = books.sessions.get(id)
  if (!session) throw noSuch('checkout.session', id)
  return session
}

/** A repeated `Idempotency-Key` gets the first answer; with another body it is an error. https://docs.stripe.com/api/idempotent_requests */
function rememberAnswers(app: FastifyInstance): void {
  const answers = new Map<string, { digest: string; status: number; body: unknown }>()
  const keyOf = (headers: Record<string, unknown>) => headers['idempotency-key'] as string | undefined
  const digestOf = (url: string, body: unknown) =>
    createHash('sha256')
      .update(`${url} ${JSON.stringify(body)}`)
      .digest('hex')
  app.addHook('preHandler', async ({ method, url, headers, body }, reply) => {
    const before = method === 'POST' ? answers.get(keyOf(headers) ?? '') : undefined
    if (!before) return
    if (before.digest !== digestOf(url, body))
      throw new StripeError(
        'Keys for idempotent requests can only be used with the same parameters they were first used with.',
        {
          type: 'idempotency_error',
        },
      )
    return reply.code(before.status).header('idempotent-replayed', 'true').type('application/json').send(before.body)
  })
  app.addHook('onSend', async ({ method, url, headers, body }, reply, payload) => {
    const key = keyOf(headers)
    if (method === 'POST' && key && !answers.has(key) && reply.statusCode < 500)
      answers.set(key, { digest: digestOf(url, body), status: reply.statusCode, body: payload })
  })
}

function serveHostedPage(app: FastifyInstance, books: Books): void {
  const idOf = (params: unknown) => (params as { id: string }).id
  const leave = (url: string, session: CheckoutSession) => url.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
  app.get('/c/pay/:id', async ({ params }, reply) => {
    const { id, amount_total: amount, currency, description } = sessionOf(books, idOf(params))
    const page = { vendor: 'Stripe', amount: showAmount(amount, currency), description, action: `/c/pay/${id}` }
    return reply.type('text/html; charset=utf-8').send(checkoutPage(page))
  })
  for (const [outcome, times] of [
    ['pay', 1],
    ['pay-twice', 2],
  ] as const)
    app.post(`/c/pay/:id/${outcome}`, async ({ params }, reply) => {
      const session = sessionOf(books, idOf(params))
      // a session takes one payment: a second click finds it complete
      for (let at = 0; at < times; at++) if (session.status === 'open') paySession(books, session)
      return reply.redirect(leave(session.success_url, session), 303)
    })
  app.post('/c/pay/:id/fail', async ({ params }, reply) => {
    const session = sessionOf(books, idOf(params))
    failSession(books, session)
    return reply.redirect(leave(session.cancel_url, session), 303)
  })
  app.post('/c/pay/:id/close', async ({ params }, reply) => {
    const session = sessionOf(books, idOf(params))
    return reply.redirect(leave(session.cancel_url, session), 303)
  })
}

/** https://docs.stripe.com/webhooks#verify-manually */
const sign: Parameters<typeof createWebhookEngine>[0]['sign'] = ({ body }, secret, at) => ({
  'content-type': 'application/json',
  'stripe-signature': `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`,
})
