import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { noFaults } from '../../packages/emulators/kit/src/webhook-engine.ts'
import { checked } from '../support/native.ts'
import { type PayWorld, startPayWorld } from '../support/pay-world.ts'
import { until } from '../support/processes.ts'

let world: PayWorld
let call: PayWorld['gateway']['call']
beforeAll(async () => {
  world = await startPayWorld()
  call = await checked(world.gateway)
})
afterAll(() => world.close())
beforeEach(() => {
  world.razorpay.hooks.setFaults(noFaults)
  world.razorpay.behave({ authorizesOnly: false, amountOffBy: 0 })
})

/** What the wallet gained while `work` ran, in whole units. */
async function gained(work: () => Promise<unknown>): Promise<number> {
  const before = Number(await world.paid())
  await work()
  return Number(await world.paid()) - before
}

test('a top-up is opened at the provider, paid there, and credited when the provider says so', async () => {
  const { body: options } = await call('GET', '/v1/wallet/top-up-options')
  assert.ok(options.options.some((one: { currency: string }) => one.currency === 'INR'))
  const sum = await gained(async () => {
    const topUp = await world.topUp('500.00')
    assert.match(topUp.paymentUrl, /\/payments\/razorpay\/checkout\/order_/)
    world.razorpay.pay(topUp.orderId)
    const { payments } = await world.becomes(topUp.id, 'paid')
    assert.deepEqual([payments.length, payments[0].credited, payments[0].amount], [1, true, '500.00'])
    const { body: listed } = await call('GET', '/v1/wallet/topups?limit=1')
    assert.deepEqual([listed.data[0].id, listed.data[0].total], [topUp.id, '500.00'])
  })
  assert.equal(sum, 500)
  assert.match(await world.gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('one payment that is told five ways at once is credited once', async () => {
  const sum = await gained(async () => {
    const topUp = await world.topUp('200.00')
    world.razorpay.hooks.setFaults({ duplicates: 4, reversed: true })
    const payment = world.razorpay.pay(topUp.orderId)
    const proof = world.razorpay.proofOf(payment)
    const back = () => fetch(`${world.gateway.url}/payments/razorpay/return/${topUp.orderId}`, { redirect: 'manual' })
    const [, , returned] = await Promise.all([
      call('POST', `/v1/wallet/topups/${topUp.id}/proof`, proof),
      call('POST', `/v1/wallet/topups/${topUp.id}/proof`, proof),
      back(),
      back(),
    ])
    assert.equal(returned.status, 303)
    assert.equal(returned.headers.get('location'), `${world.gateway.url}/app/wallet?topUp=${topUp.id}`)
    await world.becomes(topUp.id, 'paid')
    const [event] = world.razorpay.hooks.events().slice(-1)
    world.razorpay.hooks.replay(event?.id ?? '')
    await world.razorpay.hooks.settled()
    await call('POST', `/v1/wallet/topups/${topUp.id}/proof`, proof)
  })
  assert.equal(sum, 200)
})

test('a proof credits nothing by itself: without a payment at the provider the wallet stays as it is', async () => {
  const sum = await gained(async () => {
    const topUp = await world.topUp('300.00')
    const signature = createHmac('sha256', 'key secret').update(`${topUp.orderId}|pay_none`).digest('hex')
    const proof = { razorpay_payment_id: 'pay_none', razorpay_order_id: topUp.orderId, razorpay_signature: signature }
    const accepted = await call('POST', `/v1/wallet/topups/${topUp.id}/proof`, proof)
    assert.deepEqual([accepted.status, accepted.body.state], [200, 'requires_payment'])
    const forged = { ...proof, razorpay_signature: 'a'.repeat(64) }
    assert.equal((await call('POST', `/v1/wallet/topups/${topUp.id}/proof`, forged)).status, 400)
    const asked = () => world.razorpay.requests.filter(({ path }) => path.includes(`${topUp.orderId}/payments`)).length
    await until('the provider was asked', async () => asked() > 0)
  })
  assert.equal(sum, 0)
})

test('every webhook may be lost: the way back of the browser is reason enough to ask', async () => {
  const sum = await gained(async () => {
    const topUp = await world.topUp('150.00')
    world.razorpay.hooks.setFaults({ lost: 1 })
    world.razorpay.pay(topUp.orderId)
    await fetch(`${world.gateway.url}/payments/razorpay/return/${topUp.orderId}`, {
      method: 'POST',
      redirect: 'manual',
    })
    await world.becomes(topUp.id, 'paid')
  })
  assert.equal(sum, 150)
})

test('another amount than was asked for credits nothing, and is told', async () => {
  const sum = await gained(async () => {
    const topUp = await world.topUp('100.00')
    world.razorpay.behave({ amountOffBy: -100 })
    world.razorpay.pay(topUp.orderId)
    const event = await until('the event', async () => {
      const { body } = await call('GET', '/v1/events?type=payment.mismatched')
      return body.data.find((one: { data: { topUpId: string } }) => one.data.topUpId === topUp.id)
    })
    assert.deepEqual([event.data.expected.amount, event.data.received.amount], ['100.00', '99.00'])
    const { body } = await call('GET', `/v1/wallet/topups/${topUp.id}`)
    assert.deepEqual([body.state, body.payments[0].problem], ['requires_payment', 'amount_mismatch'])
  })
  assert.equal(sum, 0)
})

test('what is only authorized is taken; what failed and is paid afterwards is credited; paid twice is credited twice', async () => {
  const sum = await gained(async () => {
    const authorized = await world.topUp('10.00')
    world.razorpay.behave({ authorizesOnly: true })
    world.razorpay.pay(authorized.orderId)
    await world.becomes(authorized.id, 'paid')
    world.razorpay.behave({ authorizesOnly: false })
    const retried = await world.topUp('20.00')
    world.razorpay.fail(retried.orderId)
    world.razorpay.pay(retried.orderId)
    const { payments } = await world.becomes(retried.id, 'paid')
    assert.deepEqual(payments.map(({ state }: { state: string }) => state).toSorted(), ['captured', 'failed'])
    const twice = await world.topUp('40.00')
    world.razorpay.pay(twice.orderId)
    world.razorpay.pay(twice.orderId)
    await until('both payments', async () => {
      const { body } = await call('GET', `/v1/wallet/topups/${twice.id}`)
      return body.payments.filter(({ credited }: { credited: boolean }) => credited).length === 2
    })
  })
  assert.equal(sum, 10 + 20 + 80)
})

test('webhooks are taken under both secrets and under no other, over their exact bytes', async () => {
  const deliver = (body: string, secret: string) =>
    fetch(`${world.gateway.url}/payments/razorpay/webhook`, {
      method: 'POST',
      body,
      headers: { 'x-razorpay-signature': createHmac('sha256', secret).update(body).digest('hex') },
    })
  const body = '{ "event":"payment.captured", "payload":{"payment":{"entity":{"id":"pay_\\u00e9"}}} }'
  assert.equal((await deliver(body, 'hook one')).status, 200)
  assert.equal((await deliver(body, 'hook two')).status, 200)
  assert.equal((await deliver(body, 'hook three')).status, 400)
  assert.equal((await deliver('not json', 'hook one')).status, 400)
  const sum = await gained(async () => {
    const topUp = await world.topUp('60.00')
    world.razorpay.hooks.setFaults({ tampered: true })
    world.razorpay.pay(topUp.orderId)
    await world.razorpay.hooks.settled()
    assert.equal((await call('GET', `/v1/wallet/topups/${topUp.id}`)).body.state, 'requires_payment')
    world.razorpay.hooks.setFaults({ tampered: false })
    world.razorpay.hooks.rotateSecret('hook two')
    world.razorpay.clock.advance(61_000) // the refused deliveries come again
    await world.becomes(topUp.id, 'paid')
  })
  assert.equal(sum, 60)
})

test('an order that was made while its answer was lost is found again, not made twice', async () => {
  world.razorpay.cutNext(/^POST \/v1\/orders/)
  const before = world.razorpay.orders().length
  const failed = await call('POST', '/v1/wallet/topups', { amount: '70.00', currency: 'INR' })
  assert.equal(failed.status, 503)
  const { body } = await call('GET', '/v1/wallet/topups?limit=1')
  assert.equal(body.data[0].state, 'creating')
  assert.equal(world.razorpay.orders().length, before + 1)
})

test('Stripe: a checkout session is paid on its page and credited', async () => {
  const sum = await gained(async () => {
    const topUp = await world.topUp('250.00', 'stripe')
    const page = await fetch(topUp.paymentUrl)
    assert.match(await page.text(), /₹250\.00/)
    const done = await fetch(`${topUp.paymentUrl}/pay-twice`, { method: 'POST', redirect: 'manual' })
    assert.equal(done.headers.get('location'), `${world.gateway.url}/payments/stripe/return/${topUp.orderId}`)
    await world.becomes(topUp.id, 'paid')
    await world.stripe.hooks.settled()
  })
  assert.equal(sum, 250)
})

test('amounts, currencies and addresses that make no sense are refused by name', async () => {
  const refused = async (body: object, field: string) => {
    const reply = await call('POST', '/v1/wallet/topups', { amount: '10.00', currency: 'INR', ...body })
    assert.equal(reply.status, 400, JSON.stringify(reply.body))
    assert.ok(JSON.stringify(reply.body).includes(field), JSON.stringify(reply.body))
  }
  await refused({ amount: '0.99' }, 'amount')
  await refused({ amount: '-5' }, 'amount')
  await refused({ amount: '10.001' }, 'decimals')
  await refused({ amount: '999999999999' }, 'amount')
  await refused({ amount: 10 }, 'amount')
  await refused({ currency: 'USD' }, 'currency') // the wallet is in INR by now
  await refused({ provider: 'paypal' }, 'provider')
  await refused({ returnUrl: 'javascript:alert(1)' }, 'returnUrl')
  const stranger = await call('GET', '/v1/wallet/topups/019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4')
  assert.equal(stranger.status, 404)
  assert.equal((await fetch(`${world.gateway.url}/payments/razorpay/return/order_none`)).status, 404)
})
