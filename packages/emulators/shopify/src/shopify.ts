import { createHmac } from 'node:crypto'
import { createVendorServer, type RecordedRequest } from '@dawk/emulator-kit/vendor-server.ts'
import { createVirtualClock, type VirtualClock } from '@dawk/emulator-kit/virtual-clock.ts'
import { serveAdminApi } from './admin-api.ts'
import { type Customer, createShop, type Shop } from './shop.ts'

interface Delivery {
  topic: string
  status: number | null
}

export interface ShopifyEmulator {
  url: string
  clock: VirtualClock
  shop: Shop
  /** Answers of the API that do not arrive. */
  cutNext(path: RegExp, times?: number): void
  requests: readonly RecordedRequest[]
  /** Makes or changes a customer; `updatedAt` is now unless given. Nobody is told. */
  put(customer: Partial<Customer> & { id: number }): Customer
  /** Reports something to whoever has subscribed, as it is now. `copies` are sent at once, with the same id. */
  report(topic: string, body: object, faults?: { copies?: number; secret?: string }): Promise<Delivery[]>
  /** Tokens that were given end at once. */
  endTokens(): void
  uninstall(): void
  close(): Promise<void>
}

interface Report {
  topic: string
  body: string
  secret: string
  id: string
}

interface Options {
  port: number
  shop: string
  clientId: string
  clientSecret: string
}

/** One shop of Shopify with its Admin API and its webhooks. */
export async function startShopify({ port, shop: name, clientId, clientSecret }: Options): Promise<ShopifyEmulator> {
  const requests: RecordedRequest[] = []
  const clock = createVirtualClock()
  const shop = createShop({ name, clientId, clientSecret })
  const server = createVendorServer((request) => void requests.push(request))
  serveAdminApi(server.app, { shop, clock })
  const url = await server.listen(port)
  let reports = 0

  /** https://shopify.dev/docs/apps/build/webhooks/subscribe/https */
  async function deliver(uri: string, { topic, body, secret, id }: Report): Promise<Delivery> {
    const headers = {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'x-shopify-shop-domain': shop.name,
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': id,
      'x-shopify-triggered-at': new Date(clock.now()).toISOString(),
    }
    const init = { method: 'POST', headers, body, signal: AbortSignal.timeout(5000), redirect: 'manual' as const }
    const reply = await fetch(uri, init).catch(() => null)
    await reply?.arrayBuffer()
    return { topic, status: reply?.status ?? null }
  }

  return {
    ...{ url, clock, shop, requests, cutNext: server.cutNext },
    put(changed) {
      const before = shop.customers.get(changed.id)
      const fresh = { firstName: 'Asha', lastName: 'Rao', phone: null, tags: [], consent: null }
      const customer = { ...fresh, ...before, updatedAt: new Date(clock.now()).toISOString(), ...changed }
      shop.customers.set(changed.id, customer)
      return customer
    },
    async report(topic, body, { copies = 1, secret = clientSecret } = {}) {
      reports += 1
      const subscriptionTopic = topic.replaceAll('/', '_').toUpperCase()
      const to = shop.subscriptions.filter((one) => one.topic === subscriptionTopic)
      const text = JSON.stringify(body)
      const all = to.flatMap(({ uri }) => Array.from({ length: copies }, () => uri))
      return Promise.all(all.map((uri) => deliver(uri, { topic, body: text, secret, id: `report-${reports}` })))
    },
    endTokens: () => shop.tokens.clear(),
    uninstall() {
      shop.uninstalled = true
      shop.tokens.clear()
    },
    close: () => server.close(),
  }
}
