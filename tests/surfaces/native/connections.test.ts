import assert from 'node:assert/strict'
import { type ShopifyEmulator, startShopify } from '@dawk/emulator-shopify/shopify.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let shopify: ShopifyEmulator
let gateway: RunningGateway
let call: RunningGateway['call']
let id: string

const credentials = { clientId: 'client-1', clientSecret: 'shpss_secret' }
const settings = { shop: 'acme.myshopify.com' }
const customers = 601

beforeAll(async () => {
  shopify = await startShopify({ port: 0, shop: 'Acme', ...credentials })
  gateway = await startGateway(null, { SHOPIFY_API_URL: shopify.url })
  call = await checked(gateway)
  await until('the templates', async () => (await call('GET', '/v1/templates?name=order_ready')).body.data.length > 0)
})
afterAll(async () => {
  await gateway.close()
  await shopify.close()
})

const connection = async () => (await call('GET', `/v1/connections/${id}`)).body
const runs = async () => (await call('GET', `/v1/connections/${id}/runs`)).body.data
const contactOf = async (phone: string) =>
  (await call('GET', `/v1/contacts?phone=${phone}`)).body.data.find((one: { phone: string }) => one.phone === phone)

/** Asks for a sync, and waits until one that began after it has ended. */
async function synced(body: object = {}): Promise<{ counts: Record<string, number>; kind: string }> {
  const [before] = await runs()
  assert.equal((await call('POST', `/v1/connections/${id}/sync`, body)).status, 202)
  return until('it has synced', async () => {
    const [last] = await runs()
    return last?.state === 'completed' && (last.id !== before?.id || before.state === 'running') ? last : null
  })
}

test('a shop is connected by credentials that hold, and every customer becomes a contact, also those of one instant', async () => {
  const body = { kind: 'shopify', name: 'Acme', settings, credentials }
  for (const [wrong, path] of [
    [{ settings: { shop: 'acme.example.com' } }, 'settings.shop'],
    [{ credentials: { clientId: 'client-1' } }, 'credentials.clientSecret'],
    [{ credentials: { ...credentials, clientSecret: 'stolen' } }, 'credentials'],
  ] as const) {
    const reply = await call('POST', '/v1/connections', { ...body, ...wrong })
    assert.equal(reply.status, 400, JSON.stringify(reply.body))
    assert.deepEqual(
      reply.body.errors.map((one: { path: string }) => one.path),
      [path],
    )
  }
  const updatedAt = '2026-11-01T10:00:00.000Z'
  for (let at = 1; at <= customers; at += 1)
    shopify.put({ id: at, phone: `+91990${String(at).padStart(7, '0')}`, updatedAt })
  shopify.put({ id: 9001, phone: null, updatedAt })
  shopify.put({ id: 9002, phone: '+12', updatedAt })
  const made = await call('POST', '/v1/connections', body)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  id = made.body.id
  assert.equal(JSON.stringify(made.body).includes(credentials.clientSecret), false)
  assert.equal((await call('POST', '/v1/connections', body)).status, 409)
  const [run] = await until('the first sync', async () => {
    const all = await runs()
    return all[0]?.state === 'completed' ? all : null
  })
  const { read, created, failed, unchanged } = run.counts
  assert.deepEqual([run.kind, read, created + failed + unchanged], ['full', customers + 2, customers + 2])
  const { errors } = (await call('GET', `/v1/connections/${id}/errors`)).body
  assert.ok(errors.every((one: { code: string }) => one.code === 'no_phone'))
  const last = await contactOf(`91990${String(customers).padStart(7, '0')}`)
  assert.equal(last.name, 'Asha Rao')
  assert.equal((await synced({ full: true })).counts['unchanged'], customers + 2)
})

test('what changes is read by a report, by a sweep where the report was lost, and once however often it is reported', async () => {
  const phone = freshPhone()
  shopify.put({ id: 1, phone: `+${phone}`, firstName: 'Ravi', updatedAt: '2026-11-02T10:00:00.000Z' })
  const reports = await shopify.report('customers/update', { id: 1 }, { copies: 5 })
  assert.deepEqual([...new Set(reports.map(({ status }) => status))], [202])
  await until('the report is followed', async () => (await contactOf(phone))?.name === 'Ravi Rao')
  const other = freshPhone()
  shopify.put({ id: 2, phone: `+${other}`, firstName: 'Meena', updatedAt: '2026-11-02T11:00:00.000Z' })
  const run = await synced()
  assert.equal(run.kind, 'incremental')
  assert.equal((await contactOf(other)).name, 'Meena Rao')
})

test('tokens that end, answers that are lost and a budget that is spent hold nothing up; a customer who is gone is no opt-out', async () => {
  shopify.endTokens()
  shopify.cutNext(/POST \/admin\/api/, 1)
  const lost = await call('POST', `/v1/connections/${id}/sync`, { full: true })
  assert.equal(lost.status, 202)
  await until('the shop is away', async () => (await connection()).state === 'degraded')
  Object.assign(shopify.shop.budget, { available: 0, restoreRate: 2000 })
  const phone = (await contactOf('919900000003'))?.phone
  shopify.shop.customers.delete(3)
  const run = await synced({ full: true })
  assert.equal((await connection()).state, 'active')
  assert.equal(run.counts['gone'], 1)
  assert.equal((await contactOf(phone)).phone, '919900000003')
  const renewals = shopify.requests.filter(({ path }) => path === '/admin/oauth/access_token').length
  assert.ok(renewals < 12, `${renewals} tokens`)
})

test('an order of the shop is confirmed on the phone once, by an action of its event source', async () => {
  const { eventSourceId } = await connection()
  const numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  const action = {
    ...{ id: 'confirm', kind: 'send_template', numberId, template: { name: 'order_ready', language: 'en_US' } },
    ...{ types: ['store.order_created'], oncePer: '/id', maxAgeMinutes: 360 },
    bindings: { body: [{ source: 'contact.firstName' }, { source: 'list.order' }] },
  }
  assert.equal((await call('PATCH', `/v1/event-sources/${eventSourceId}`, { actions: [action] })).status, 200)
  const phone = freshPhone()
  const customer = { id: 7001, first_name: 'Lena', last_name: 'Rao', phone: null }
  const order = { id: 51, name: '#1001', total_price: '499.00', customer, shipping_address: { phone: `+${phone}` } }
  assert.deepEqual(
    (await shopify.report('orders/create', order, { secret: 'another' })).map(({ status }) => status),
    [401],
  )
  await shopify.report('orders/create', order, { copies: 3 })
  await shopify.report('orders/create', { ...order, note: 'edited' })
  const events = async () => (await call('GET', `/v1/event-sources/${eventSourceId}/events`)).body.data
  await until('both are acted upon', async () => {
    const all = await events()
    return all.length === 2 && all.every(({ state }: { state: string }) => state !== 'pending')
  })
  assert.deepEqual(
    (await events()).map((one: { type: string; reason: string }) => [one.type, one.reason]).toSorted(),
    [
      ['store.order_created', 'already_sent'],
      ['store.order_created', null],
    ].toSorted(),
  )
  const sends = async () => (await simulatorControl(gateway.simulatorUrl).sends()).filter(({ to }) => to === phone)
  await until('it is on the phone', async () => (await sends()).length > 0)
  assert.equal((await sends()).length, 1)
})

test('consent of the shop counts only where it is mapped, and only with its date', async () => {
  const phones = [freshPhone(), freshPhone()]
  const state = async (phone: string) => {
    const { id: contactId } = await contactOf(phone)
    const { consents } = (await call('GET', `/v1/contacts/${contactId}/consent`)).body
    return consents.find((one: { purpose: string }) => one.purpose === 'marketing')?.state ?? 'unknown'
  }
  const consent = { state: 'SUBSCRIBED' as const, at: '2026-10-01T10:00:00Z' }
  shopify.put({ id: 8001, phone: `+${phones[0]}`, consent })
  await synced()
  assert.equal(await state(phones[0] ?? ''), 'unknown')
  const { mapping } = await connection()
  const mapped = {
    ...mapping,
    consent: {
      ...{ purpose: 'marketing', state: '/defaultPhoneNumber/marketingState', optedIn: ['SUBSCRIBED'] },
      ...{ optedOut: ['UNSUBSCRIBED'], occurredAt: '/defaultPhoneNumber/marketingUpdatedAt' },
    },
  }
  const tried = await call('POST', `/v1/connections/${id}/preview`, { mapping: mapped })
  assert.equal(tried.body.records.length, 5)
  assert.equal((await call('PATCH', `/v1/connections/${id}`, { mapping: mapped })).status, 200)
  shopify.put({ id: 8002, phone: `+${phones[1]}`, consent: { ...consent, at: '' } })
  await synced({ full: true })
  assert.deepEqual([await state(phones[0] ?? ''), await state(phones[1] ?? '')], ['opted_in', 'unknown'])
  shopify.put({ id: 8001, consent: { state: 'UNSUBSCRIBED', at: '2026-11-05T10:00:00Z' } })
  await synced()
  assert.equal(await state(phones[0] ?? ''), 'opted_out')
})

test('a shop that lets us in no more says so, and is read again with other credentials; one that was left ends', async () => {
  shopify.shop.clientSecret = 'changed'
  shopify.endTokens()
  await call('POST', `/v1/connections/${id}/sync`, {})
  await until('it needs others', async () => (await connection()).state === 'needs_reauth')
  assert.equal((await call('POST', `/v1/connections/${id}/sync`, {})).status, 409)
  const renewed = await call('PATCH', `/v1/connections/${id}`, {
    credentials: { ...credentials, clientSecret: 'changed' },
  })
  assert.deepEqual([renewed.status, renewed.body.state], [200, 'active'])
  assert.equal((await call('POST', `/v1/connections/${id}/test`)).body.name, 'Acme')
  const left = await shopify.report('app/uninstalled', {}, { secret: 'changed' })
  assert.deepEqual(
    left.map(({ status }) => status),
    [202],
  )
  await until('it has ended', async () => (await connection()).state === 'revoked')
  const told = async (type: string) => (await call('GET', `/v1/events?type=${type}`)).body.data.length > 0
  for (const type of ['connection.needs_reauth', 'connection.revoked', 'connection.sync_completed'])
    await until(type, () => told(type))
  const { eventSourceId } = await connection()
  assert.equal((await call('DELETE', `/v1/connections/${id}`)).status, 204)
  for (const path of ['', '/runs', '/errors'])
    assert.equal((await call('GET', `/v1/connections/${id}${path}`)).status, 404, path)
  assert.equal((await call('GET', `/v1/event-sources/${eventSourceId}`)).status, 404)
})
