import { createHmac } from 'node:crypto'
import { checkoutPage, forwardPage } from '@dawk/emulator-kit/checkout-page.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Books, Order, Payment } from './books.ts'
import { noSuchId } from './errors.ts'
import { fail, pay } from './money-moves.ts'

interface Visit {
  callbackUrl: string
  cancelUrl: string
  description: string
}

/** The hosted checkout: https://razorpay.com/docs/payments/payment-gateway/web-integration/hosted/ */
export function serveCheckout(
  app: FastifyInstance,
  books: Books,
  { keyId, keySecret }: { keyId: string; keySecret: string },
) {
  const visits = new Map<string, Visit>()
  const html = (reply: FastifyReply, page: string) => reply.type('text/html; charset=utf-8').send(page)
  const orderOf = (request: FastifyRequest): Order => {
    const order = books.orders.get((request.params as { id: string }).id)
    if (!order) throw noSuchId()
    return order
  }

  app.post('/v1/checkout/embedded', async (request, reply) => {
    const form = request.body as Record<string, string>
    const order = books.orders.get(form['order_id'] ?? '')
    if (!order || form['key_id'] !== keyId) throw noSuchId()
    const [callbackUrl = '', cancelUrl = ''] = [form['callback_url'], form['cancel_url']]
    visits.set(order.id, { callbackUrl, cancelUrl, description: form['description'] ?? '' })
    return html(reply, pageOf(order, form['description'] ?? ''))
  })
  /** A payment link. */
  app.get('/i/:id', async (request, reply) => {
    const order = orderOf(request)
    const link = [...books.links.values()].find(({ order_id }) => order_id === order.id)
    visits.set(order.id, { callbackUrl: link?.callback_url ?? '', cancelUrl: '', description: link?.description ?? '' })
    return html(reply, pageOf(order, link?.description ?? ''))
  })
  app.post('/checkout/:id/pay', async (request, reply) => succeed(orderOf(request), reply, 1))
  app.post('/checkout/:id/pay-twice', async (request, reply) => succeed(orderOf(request), reply, 2))
  app.post('/checkout/:id/fail', async (request, reply) => {
    const order = orderOf(request)
    const payment = fail(books, order)
    const metadata = JSON.stringify({ payment_id: payment.id, order_id: order.id })
    return leave(reply, order, {
      'error[code]': 'BAD_REQUEST_ERROR',
      'error[description]': 'The payment failed',
      'error[reason]': 'payment_failed',
      'error[metadata]': metadata,
    })
  })
  app.post('/checkout/:id/close', async (request, reply) => {
    const url = visits.get(orderOf(request).id)?.cancelUrl
    return url ? reply.redirect(url, 303) : html(reply, 'Closed. This page may be left.')
  })

  function succeed(order: Order, reply: FastifyReply, times: number) {
    let last: Payment | null = null
    for (let at = 0; at < times; at++) last = pay(books, order)
    return leave(reply, order, last ? proofOf(order, last) : {})
  }

  function leave(reply: FastifyReply, order: Order, fields: Record<string, string>) {
    const url = visits.get(order.id)?.callbackUrl
    return html(reply, url ? forwardPage(url, fields) : 'Paid. This page may be left.')
  }

  const proofOf = (order: Order, payment: Payment) => ({
    razorpay_payment_id: payment.id,
    razorpay_order_id: order.id,
    razorpay_signature: createHmac('sha256', keySecret).update(`${order.id}|${payment.id}`).digest('hex'),
  })
  return { proofOf }
}

const pageOf = ({ id, amount, currency }: Order, description: string): string =>
  checkoutPage({
    vendor: 'Razorpay',
    amount: new Intl.NumberFormat('en-IN', { style: 'currency', currency }).format(amount / 100),
    description,
    action: `/checkout/${id}`,
  })
