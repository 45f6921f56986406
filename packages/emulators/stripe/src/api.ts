import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Books, type CheckoutSession, newStripeId } from './books.ts'
import { needed, noSuch, StripeError } from './errors.ts'
import { chargeMethod, refund } from './money-moves.ts'

type Form = Readonly<Record<string, string>>

const formOf = (request: FastifyRequest): Form => (request.body ?? {}) as Form
const idOf = (request: FastifyRequest) => (request.params as { id: string }).id
const listOf = <Row>(data: readonly Row[]) => ({ object: 'list', data, has_more: false, url: '/' })

function find<Row>(rows: ReadonlyMap<string, Row>, kind: string, id: string): Row {
  const row = rows.get(id)
  if (!row) throw noSuch(kind, id)
  return row
}

/** `metadata[topup_id]=…` */
function metadataOf(form: Form): Record<string, string> {
  const pairs = Object.entries(form).flatMap(([name, value]) => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1]
    return key ? [[key, value] as const] : []
  })
  return Object.fromEntries(pairs)
}

function amountOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new StripeError(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer' })
  return Number(text)
}

/** https://docs.stripe.com/api/checkout/sessions */
export function serveCheckoutSessions(app: FastifyInstance, books: Books, urlOf: () => string): void {
  app.post('/v1/checkout/sessions', async (request) => {
    const form = formOf(request)
    const mode = needed(form, 'mode')
    if (mode !== 'payment') throw new StripeError(`The emulator has no mode ${mode}`)
    const customer = form['customer'] ?? null
    if (customer !== null) find(books.customers, 'customer', customer)
    const id = newStripeId('cs_test')
    const session: CheckoutSession = {
      ...{ id, object: 'checkout.session', mode, url: `${urlOf()}/c/pay/${id}`, status: 'open' },
      ...{ payment_status: 'unpaid', payment_intent: null, customer, metadata: metadataOf(form) },
      amount_total: amountOf(needed(form, 'line_items[0][price_data][unit_amount]')),
      currency: needed(form, 'line_items[0][price_data][currency]').toLowerCase(),
      description: needed(form, 'line_items[0][price_data][product_data][name]'),
      success_url: needed(form, 'success_url'),
      cancel_url: form['cancel_url'] ?? '',
      created: books.clock.seconds(),
      keepsMethod: form['payment_intent_data[setup_future_usage]'] === 'off_session',
    }
    needed(form, 'line_items[0][quantity]')
    books.sessions.set(id, session)
    return session
  })
  app.get('/v1/checkout/sessions/:id', async (request) => find(books.sessions, 'checkout.session', idOf(request)))
}

/** https://docs.stripe.com/api/payment_intents and their neighbours */
export function servePayments(app: FastifyInstance, books: Books): void {
  app.post('/v1/customers', async (request) => {
    const customer = { id: newStripeId('cus'), object: 'customer' as const, metadata: metadataOf(formOf(request)) }
    books.customers.set(customer.id, customer)
    return customer
  })
  app.get('/v1/customers/:id/payment_methods', async (request) =>
    listOf([...books.methods.values()].filter(({ customer }) => customer === idOf(request))),
  )
  app.get('/v1/payment_methods', async ({ query }) => {
    const { customer: customerId } = query as { customer?: string }
    return listOf([...books.methods.values()].filter(({ customer }) => customer === customerId))
  })
  app.post('/v1/payment_intents', async (request) => {
    const form = formOf(request)
    return chargeMethod(books, {
      ...{ amount: amountOf(needed(form, 'amount')), currency: needed(form, 'currency').toLowerCase() },
      ...{ customer: needed(form, 'customer'), method: needed(form, 'payment_method'), metadata: metadataOf(form) },
    })
  })
  app.get('/v1/payment_intents/:id', async (request) => find(books.intents, 'payment_intent', idOf(request)))
  app.get('/v1/payment_intents', async () => listOf([...books.intents.values()].toReversed()))
  app.post('/v1/refunds', async (request) => {
    const form = formOf(request)
    const amount = form['amount'] === undefined ? null : amountOf(form['amount'])
    return refund(books, needed(form, 'payment_intent'), amount, metadataOf(form))
  })
  app.get('/v1/refunds', async ({ query }) => {
    const { payment_intent: intentId } = query as { payment_intent?: string }
    return listOf([...books.refunds.values()].filter(({ payment_intent }) => payment_intent === intentId).toReversed())
  })
  app.get('/v1/refunds/:id', async (request) => find(books.refunds, 'refund', idOf(request)))
  app.get('/v1/disputes/:id', async (request) => find(books.disputes, 'dispute', idOf(request)))
  app.get('/v1/payouts', async () => listOf([...books.payouts.values()].toReversed()))
  app.get('/v1/balance_transactions', async ({ query }) => {
    const { payout: payoutId } = query as { payout?: string }
    return listOf([...books.balance.values()].filter(({ payout }) => payoutId === undefined || payout === payoutId))
  })
}
