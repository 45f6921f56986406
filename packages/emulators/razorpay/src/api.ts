import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Books, newRazorpayId, type Order } from './books.ts'
import { assertOnly, noSuchId, RazorpayError, readAmount } from './errors.ts'
import { capture, fail, pay, refund } from './money-moves.ts'

type Body = Readonly<Record<string, unknown>>

const bodyOf = (request: FastifyRequest): Body => (request.body ?? {}) as Body
const idOf = (request: FastifyRequest) => (request.params as { id: string }).id
const orNotFound = <Row>(row: Row | undefined): Row => {
  if (!row) throw noSuchId()
  return row
}
const listOf = <Row>(items: readonly Row[]) => ({ entity: 'collection', count: items.length, items })

const maxNotes = 15
const maxNoteLength = 256
const maxReceiptLength = 40

function readNotes(value: unknown): Record<string, string> {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return {}
  const notes = value as Record<string, unknown>
  const pairs = Object.entries(notes)
  if (pairs.length > maxNotes)
    throw new RazorpayError(
      'input_validation_failed',
      `Number of fields in notes should be less than or equal to ${maxNotes}`,
    )
  if (pairs.some(([, text]) => typeof text !== 'string' || text.length > maxNoteLength))
    throw new RazorpayError('input_validation_failed', 'The notes must be strings of at most 256 characters')
  return notes as Record<string, string>
}

const currencyOf = (value: unknown): string => {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value))
    throw new RazorpayError('input_validation_failed', 'The currency is not supported', { field: 'currency' })
  return value
}

/** https://razorpay.com/docs/api/orders/ */
export function serveOrders(app: FastifyInstance, books: Books): void {
  app.post('/v1/orders', async (request) => {
    const body = bodyOf(request)
    assertOnly(body, ['amount', 'currency', 'receipt', 'notes', 'partial_payment', 'unique_receipt', 'customer_id'])
    return createOrder(books, body)
  })
  app.get('/v1/orders', async ({ query }) => {
    const { receipt } = query as { receipt?: string }
    return listOf([...books.orders.values()].filter((order) => receipt === undefined || order.receipt === receipt))
  })
  app.get('/v1/orders/:id', async (request) => orNotFound(books.orders.get(idOf(request))))
  app.get('/v1/orders/:id/payments', async (request) => {
    const { id } = orNotFound(books.orders.get(idOf(request)))
    return listOf([...books.payments.values()].filter(({ order_id }) => order_id === id))
  })
}

function createOrder(books: Books, body: Body): Order {
  const currency = currencyOf(body['currency'])
  const amount = readAmount(body['amount'], currency)
  const receipt = typeof body['receipt'] === 'string' ? body['receipt'] : null
  if (receipt !== null && receipt.length > maxReceiptLength)
    throw new RazorpayError('input_validation_failed', 'The receipt may not be greater than 40 characters.', {
      field: 'receipt',
    })
  const present = receipt === null ? undefined : [...books.orders.values()].find((order) => order.receipt === receipt)
  if (present && body['unique_receipt'] === true) return present
  if (present)
    throw new RazorpayError('input_validation_failed', 'Order receipt should be unique', { field: 'receipt' })
  const order: Order = {
    ...{ id: newRazorpayId('order'), entity: 'order', amount, amount_paid: 0, amount_due: amount, currency, receipt },
    ...{ status: 'created', attempts: 0, notes: readNotes(body['notes']), created_at: books.clock.seconds() },
  }
  books.orders.set(order.id, order)
  return order
}

/** https://razorpay.com/docs/api/payments/ */
export function servePayments(app: FastifyInstance, books: Books): void {
  app.get('/v1/payments', async ({ query }) => {
    const { from = '0', to = '9999999999', count = '10', skip = '0' } = query as Record<string, string>
    const inSpan = [...books.payments.values()]
      .filter(({ created_at }) => created_at >= Number(from) && created_at <= Number(to))
      .toReversed()
    return listOf(inSpan.slice(Number(skip), Number(skip) + Math.min(Number(count), 100)))
  })
  app.get('/v1/payments/:id', async (request) => orNotFound(books.payments.get(idOf(request))))
  app.post('/v1/payments/:id/capture', async (request) => {
    const payment = orNotFound(books.payments.get(idOf(request)))
    const body = bodyOf(request)
    if (readAmount(body['amount'], payment.currency) !== payment.amount || body['currency'] !== payment.currency)
      throw new RazorpayError('input_validation_failed', 'Capture amount must be equal to the amount authorized', {
        field: 'amount',
      })
    capture(books, payment)
    return payment
  })
  app.post('/v1/payments/:id/refund', async (request) => {
    const payment = orNotFound(books.payments.get(idOf(request)))
    const key = request.headers['x-refund-idempotency']
    if (typeof key === 'string' && key.length < 10)
      throw new RazorpayError('input_validation_failed', 'The idempotency key must be at least 10 characters.')
    const before = typeof key === 'string' ? books.refunds.get(books.refundKeys.get(key) ?? '') : undefined
    if (before) return before
    const body = bodyOf(request)
    assertOnly(body, ['amount', 'speed', 'receipt', 'notes'])
    const amount = body['amount'] === undefined ? payment.amount : readAmount(body['amount'], payment.currency)
    const receipt = typeof body['receipt'] === 'string' ? body['receipt'] : null
    const made = refund(books, payment, { amount, receipt, notes: readNotes(body['notes']) })
    if (typeof key === 'string') books.refundKeys.set(key, made.id)
    return made
  })
  app.get('/v1/payments/:id/refunds', async (request) => {
    const { id } = orNotFound(books.payments.get(idOf(request)))
    return listOf([...books.refunds.values()].filter(({ payment_id }) => payment_id === id))
  })
  app.get('/v1/refunds/:id', async (request) => orNotFound(books.refunds.get(idOf(request))))
  app.post('/v1/payments/create/recurring', async (request) => {
    const body = bodyOf(request)
    const token = orNotFound(books.tokens.get(String(body['token'])))
    const order = orNotFound(books.orders.get(String(body['order_id'])))
    if (token.customer_id !== body['customer_id']) throw noSuchId()
    if (order.amount > token.max_amount)
      throw new RazorpayError('amount_exceeds_max_amount', 'The amount is above the maximum of the mandate')
    const charge = { method: 'card', tokenId: token.id, customerId: token.customer_id }
    const payment = token.outcome === 'pays' ? pay(books, order, charge) : fail(books, order, 'card_declined', charge)
    if (payment.status === 'failed') throw new RazorpayError('card_declined', 'The card was declined by its bank')
    return { razorpay_payment_id: payment.id, razorpay_order_id: order.id }
  })
}

/** Payment links, customers, disputes and settlements. */
export function serveOthers(app: FastifyInstance, books: Books, urlOf: () => string): void {
  app.post('/v1/payment_links', async (request) => {
    const body = bodyOf(request)
    const reference = String(body['reference_id'] ?? '')
    if ([...books.links.values()].some(({ reference_id }) => reference_id === reference))
      throw new RazorpayError(
        'input_validation_failed',
        `payment link with given reference_id: ${reference} already exists`,
      )
    const order = createOrder(books, { amount: body['amount'], currency: body['currency'], notes: body['notes'] })
    const link = {
      ...{
        id: newRazorpayId('plink'),
        entity: 'payment_link' as const,
        amount: order.amount,
        currency: order.currency,
      },
      ...{ reference_id: reference, description: String(body['description'] ?? ''), status: 'created' as const },
      ...{ callback_url: String(body['callback_url'] ?? ''), order_id: order.id, notes: order.notes },
      ...{ short_url: `${urlOf()}/i/${order.id}`, created_at: books.clock.seconds() },
    }
    books.links.set(link.id, link)
    return link
  })
  app.get('/v1/payment_links', async ({ query }) => {
    const { reference_id: referenceId } = query as { reference_id?: string }
    const links = [...books.links.values()].filter(
      (link) => referenceId === undefined || link.reference_id === referenceId,
    )
    return { payment_links: links }
  })
  app.get('/v1/payment_links/:id', async (request) => orNotFound(books.links.get(idOf(request))))
  app.get('/v1/disputes/:id', async (request) => orNotFound(books.disputes.get(idOf(request))))
  app.get('/v1/disputes', async () => listOf([...books.disputes.values()]))
  app.get('/v1/settlements', async () => listOf([...books.settlements.values()].toReversed()))
  app.get('/v1/settlements/recon/combined', async () =>
    listOf(
      [...books.payments.values()]
        .filter(({ settlement_id }) => settlement_id !== null)
        .map(({ id, amount, fee, tax, settlement_id, order_id, currency }) => ({
          ...{ entity_id: id, type: 'payment', debit: 0, credit: amount - (fee ?? 0), amount, currency },
          ...{ fee, tax, settlement_id, order_id, settled: true },
        })),
    ),
  )
}
