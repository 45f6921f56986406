import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'
import { startStripe } from '../../support/stripe.ts'

const secretKey = 'sk_test_stripe'
const webhookSecret = 'whsec_stripe'
let stripe: Awaited<ReturnType<typeof startStripe>>
let gateway: RunningGateway
beforeAll(async () => {
  stripe = await startStripe(secretKey, webhookSecret)
  gateway = await startGateway(null, {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_PRICE_BASIC: 'price_basic',
    STRIPE_PRICE_PRO: 'price_pro',
    STRIPE_API_URL: stripe.url,
    DAWK_TRUST_PROXY: '127.0.0.0/8',
  })
})
afterAll(async () => {
  await gateway?.close()
  await stripe?.close()
})

let count = 0
async function register(): Promise<(method: string, path: string, body?: unknown) => Promise<Reply>> {
  const person = { name: 'Payer', email: `payer-${++count}@example.com` }
  const elsewhere = { 'x-forwarded-for': `192.0.2.${count}` } // registrations are limited by address
  const { body } = await gateway.call('POST', '/auth/register', person, elsewhere)
  return (method, path, sent) => gateway.call(method, path, sent, { authorization: `Bearer ${body.data.apiKey}` })
}

/** A new account that paid for a plan. */
async function subscriber(plan: 'basic' | 'pro') {
  const call = await register()
  assert.equal((await call('POST', '/billing/checkout', { plan })).status, 200)
  const subscription = {
    id: `sub_${++count}`,
    customer: stripe.customers().at(-1) ?? '',
    status: 'active',
    price: `price_${plan}`,
    metadata: {},
  }
  stripe.put(subscription)
  return { call, subscription }
}

const notify = (event: { body: string; headers: Record<string, string> }) =>
  gateway.call('POST', '/billing/webhook', event.body, { authorization: '', ...event.headers })
const planOf = async (call: (method: string, path: string) => Promise<Reply>) =>
  (await call('GET', '/auth/me')).body.data.plan
/** Processes hear of another plan a moment after it is stored. */
const becomes = (call: (method: string, path: string) => Promise<Reply>, plan: string) =>
  until(`the plan ${plan}`, async () => (await planOf(call)) === plan, 5000)
/** As stored, whatever caches say. */
const planChanges = async (call: (method: string, path: string) => Promise<Reply>): Promise<string[]> => {
  const { body } = await call('GET', '/v1/audit-log?action=account.plan_changed')
  return body.data.map((record: { after: { plan: string } }) => record.after.plan)
}
const updated = (id: string, at?: number, secret?: string) =>
  stripe.event('customer.subscription.updated', { object: 'subscription', id, status: 'whatever it was' }, at, secret)

test('a plan is bought by checkout, and changes when Stripe says that it is paid', async () => {
  const { call, subscription } = await subscriber('pro')
  const checkout = stripe.requests.findLast(({ path }) => path === '/v1/checkout/sessions')
  assert.equal(checkout?.form.get('line_items[0][price]'), 'price_pro')
  assert.equal(checkout?.form.get('mode'), 'subscription')
  assert.equal(await planOf(call), 'free')
  const session = { object: 'checkout.session', id: 'cs_1', subscription: subscription.id }
  assert.equal((await notify(stripe.event('checkout.session.completed', session))).status, 200)
  await becomes(call, 'pro')
  const limited = await call('GET', '/auth/me')
  assert.equal(limited.headers.get('x-ratelimit-limit'), '500')
})

test('events come twice, late and out of order: the plan is what Stripe says now', async () => {
  const { call, subscription } = await subscriber('basic')
  const first = updated(subscription.id)
  await Promise.all([notify(first), notify(first), notify(first)])
  await becomes(call, 'basic')
  stripe.put({ ...subscription, price: 'price_pro' })
  await notify(first)
  assert.equal(await planOf(call), 'basic', 'a repeated notification does nothing')
  await notify(updated(subscription.id))
  await becomes(call, 'pro')
  stripe.put({ ...subscription, status: 'canceled' })
  const invoice = { object: 'invoice', id: 'in_1', parent: { subscription_details: { subscription: subscription.id } } }
  await notify(stripe.event('invoice.payment_failed', invoice))
  await becomes(call, 'free')
})

test('the end of a subscription that was replaced does not take the plan of the new one', async () => {
  const { call, subscription } = await subscriber('pro')
  await notify(updated(subscription.id))
  stripe.put({ ...subscription, id: 'sub_newer' })
  await notify(updated('sub_newer'))
  stripe.put({ ...subscription, status: 'canceled' })
  await notify(updated(subscription.id))
  assert.deepEqual(await planChanges(call), ['pro'])
})

test('forged, old and unreadable notifications change nothing', async () => {
  const { call, subscription } = await subscriber('pro')
  const now = Math.floor(Date.now() / 1000)
  assert.equal((await notify(updated(subscription.id, now, 'whsec_other'))).status, 400)
  assert.equal((await notify(updated(subscription.id, now - 3600))).status, 400)
  const { body, headers } = updated(subscription.id)
  assert.equal((await notify({ body: body.replace('updated', 'deleted'), headers })).status, 400)
  assert.equal((await notify({ body, headers: { 'content-type': 'application/json' } })).status, 400)
  assert.deepEqual(await planChanges(call), [])
})

test('while Stripe is away a notification is not taken, and the next try of Stripe is', async () => {
  const { call, subscription } = await subscriber('basic')
  const event = updated(subscription.id)
  stripe.setDown(true)
  try {
    const refused = await notify(event)
    assert.equal(refused.status, 503)
    assert.ok(Number(refused.headers.get('retry-after')) > 0)
    assert.equal((await call('POST', '/billing/checkout', { plan: 'pro' })).status, 503)
  } finally {
    stripe.setDown(false)
  }
  assert.equal((await notify(event)).status, 200)
  await becomes(call, 'basic')
})

test('a running subscription is moved in the portal; the same plan twice is a conflict', async () => {
  const { call, subscription } = await subscriber('basic')
  await notify(updated(subscription.id))
  assert.equal((await call('POST', '/billing/checkout', { plan: 'basic' })).status, 409)
  const change = await call('POST', '/billing/checkout', { plan: 'pro' })
  assert.match(change.body.data.url, /^https:\/\/billing\.stripe\.com\//)
  const sent = stripe.requests.findLast(({ path }) => path === '/v1/billing_portal/sessions')?.form
  assert.equal(sent?.get('flow_data[subscription_update_confirm][subscription]'), subscription.id)
  const portal = await call('GET', '/billing/portal')
  assert.deepEqual([portal.status, portal.body.success], [200, true])
})

test('checkouts at once make one customer', async () => {
  const call = await register()
  const before = stripe.customers().length
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => call('POST', '/billing/checkout', { plan: 'basic' })),
  )
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]))
  assert.equal(stripe.customers().length, before + 1)
})

test('what cannot be bought is said', async () => {
  const call = await register()
  for (const plan of ['enterprise', 'free', 'gold', '']) {
    const { status, body } = await call('POST', '/billing/checkout', { plan })
    assert.deepEqual([status, body.details[0].field], [400, 'plan'])
  }
  assert.equal((await call('POST', '/billing/checkout', { plan: 7 })).status, 400)
  assert.equal((await call('GET', '/billing/portal')).status, 409)
  const anonymous = await gateway.call('POST', '/billing/checkout', { plan: 'pro' }, { authorization: '' })
  assert.equal(anonymous.status, 401)
})

test('an account that is to be erased is charged no more; while Stripe is away nothing is begun', async () => {
  const { call, subscription } = await subscriber('pro')
  assert.equal(
    (await notify(stripe.event('customer.subscription.created', { ...subscription, object: 'subscription' }))).status,
    200,
  )
  stripe.setDown(true)
  assert.equal((await call('POST', '/v1/account/erasure')).status, 503)
  stripe.setDown(false)
  assert.equal((await call('GET', '/v1/account')).status, 200)
  assert.equal((await call('POST', '/v1/account/erasure')).status, 202)
  assert.deepEqual([stripe.isEnding(subscription.id), (await call('GET', '/v1/account')).status], [true, 403])
  const free = await register()
  assert.equal((await free('POST', '/v1/account/erasure')).status, 202)
})
