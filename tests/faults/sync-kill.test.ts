import assert from 'node:assert/strict'
import { type ShopifyEmulator, startShopify } from '@dawk/emulator-shopify/shopify.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type GatewayProcess, startGatewayProcess } from '../support/gateway.ts'
import { until } from '../support/processes.ts'

/** More by hand: SYNC_CUSTOMERS=50000 SYNC_KILLS=20. */
const customers = Number(process.env['SYNC_CUSTOMERS'] ?? 5001)
const kills = Number(process.env['SYNC_KILLS'] ?? 3)

let shopify: ShopifyEmulator
let gateway: GatewayProcess
beforeAll(async () => {
  shopify = await startShopify({ port: 0, shop: 'Acme', clientId: 'client-1', clientSecret: 'shpss_secret' })
  gateway = await startGatewayProcess(null, { SHOPIFY_API_URL: shopify.url, DAWK_LEASE_SECONDS: '2' })
})
afterAll(async () => {
  await gateway.close()
  await shopify.close()
})

test(`killed ${kills} times in the middle of a sync of ${customers} customers: each is a contact, and none was written twice`, {
  timeout: 240_000,
}, async () => {
  const { call } = gateway
  const updatedAt = '2026-11-01T10:00:00.000Z'
  for (let at = 1; at <= customers; at += 1)
    shopify.put({ id: at, phone: `+9198${String(at).padStart(8, '0')}`, updatedAt })
  Object.assign(shopify.shop.budget, { maximum: 1_000_000, available: 1_000_000 })
  const made = await call('POST', '/v1/connections', {
    ...{ kind: 'shopify', name: 'Acme', settings: { shop: 'acme.myshopify.com' } },
    credentials: { clientId: 'client-1', clientSecret: 'shpss_secret' },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const latest = async () => (await call('GET', `/v1/connections/${made.body.id}/runs`)).body.data
  for (let kill = 1; kill <= kills; kill += 1) {
    const least = (customers * kill) / (kills + 2)
    await until(
      'it has come further',
      async () => {
        const [run] = await latest()
        return run !== undefined && (run.state === 'completed' || run.counts.read >= least)
      },
      60_000,
    )
    await gateway.process().stop('SIGKILL')
    await gateway.restart()
  }
  const runs = await until(
    'the sync has ended',
    async () => {
      const all = await latest()
      return all.some(({ state, kind }: { state: string; kind: string }) => state === 'completed' && kind === 'full')
        ? all
        : null
    },
    120_000,
  )
  const first = runs.at(-1)
  assert.deepEqual(
    [first.kind, first.state, first.counts.read, first.counts.created, first.counts.failed],
    ['full', 'completed', customers, customers, 0],
  )
})
