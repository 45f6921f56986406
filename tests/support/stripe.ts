import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface StripeSubscription {
  id: string
  customer: string
  status: string
  price: string
  metadata: Record<string, string>
  /** It ends with its period. */
  ending?: boolean
}

/**
 * The part of Stripe that billing uses, on a port of its own: checks key, required parameters and ids as Stripe does, and
 * remembers what it was asked. https://docs.stripe.com/api
 */
export async function startStripe(secretKey: string, webhookSecret: string) {
  const requests: { path: string; form: URLSearchParams }[] = []
  const customers = new Map<string, string>()
  const subscriptions = new Map<string, StripeSubscription>()
  let down = false

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const form = new URLSearchParams(await textOf(request))
    if (down) return reply(response, 500, { error: { type: 'api_error', message: 'down' } })
    if (request.headers.authorization !== `Bearer ${secretKey}`)
      return reply(response, 401, { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } })
    requests.push({ path, form })
    const missing = (required[path] ?? []).find((name) => !form.has(name))
    if (missing)
      return reply(response, 400, { error: { type: 'invalid_request_error', message: `Missing ${missing}` } })
    if (path === '/v1/customers') return reply(response, 200, customerFor(String(request.headers['idempotency-key'])))
    const owner = form.get('customer')
    if (owner !== null && ![...customers.values()].includes(owner)) return noSuch(response, 'customer', owner)
    if (path === '/v1/checkout/sessions')
      return reply(response, 200, {
        id: `cs_${randomUUID()}`,
        object: 'checkout.session',
        url: 'https://checkout.stripe.com/c/pay/1',
      })
    if (path === '/v1/billing_portal/sessions')
      return reply(response, 200, {
        id: `bps_${randomUUID()}`,
        object: 'billing_portal.session',
        url: 'https://billing.stripe.com/p/1',
      })
    const id = /^\/v1\/subscriptions\/(\w+)$/.exec(path)?.[1] ?? ''
    const found = subscriptions.get(id)
    if (found && form.get('cancel_at_period_end') === 'true') found.ending = true
    return found ? reply(response, 200, toObject(found)) : noSuch(response, 'subscription', id)
  }

  function customerFor(idempotencyKey: string) {
    const id = customers.get(idempotencyKey) ?? `cus_${randomUUID().slice(0, 8)}`
    customers.set(idempotencyKey, id)
    return { id, object: 'customer' }
  }

  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    customers: () => [...customers.values()],
    put: (subscription: StripeSubscription) => void subscriptions.set(subscription.id, subscription),
    isEnding: (id: string) => subscriptions.get(id)?.ending === true,
    setDown(value: boolean) {
      down = value
    },
    /** A notification as Stripe sends it, with its signature. */
    event(type: string, object: object, at = Math.floor(Date.now() / 1000), secret = webhookSecret) {
      const body = JSON.stringify({ id: `evt_${randomUUID()}`, object: 'event', type, created: at, data: { object } })
      const v1 = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
      return { body, headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${v1}` } }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const required: Record<string, string[]> = {
  '/v1/checkout/sessions': ['mode', 'customer', 'line_items[0][price]', 'line_items[0][quantity]', 'success_url'],
  '/v1/billing_portal/sessions': ['customer'],
}

function toObject({ id, customer, status, price, metadata }: StripeSubscription) {
  const item = { id: `si_${id}`, price: { id: price }, current_period_end: 1_900_000_000 }
  return { id, object: 'subscription', customer, status, metadata, items: { object: 'list', data: [item] } }
}

function noSuch(response: ServerResponse, kind: string, id: string): void {
  const message = `No such ${kind}: '${id}'`
  reply(response, 404, { error: { type: 'invalid_request_error', code: 'resource_missing', message } })
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
