import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
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
beforeEach(() => world.razorpay.behave({ refundsPend: false }))

async function paidTopUp(amount: string, provider: 'razorpay' | 'stripe' = 'razorpay') {
  const topUp = await world.topUp(amount, provider)
  if (provider === 'razorpay') world.razorpay.pay(topUp.orderId)
  else world.stripe.pay(topUp.orderId)
  const { payments } = await world.becomes(topUp.id, 'paid')
  return { ...topUp, paymentId: payments[0].id as string }
}
const detail = async (id: string) => (await call('GET', `/v1/wallet/topups/${id}`)).body
const refund = (id: string, body: object = {}) => call('POST', `/v1/wallet/topups/${id}/refund`, body)
const ends = (id: string, state: string) =>
  until(`the last refund is ${state}`, async () => (await detail(id)).refunds.at(-1)?.state === state)
const events = async (type: string, topUpId: string) =>
  (await call('GET', `/v1/events?type=${type}`)).body.data.filter(
    (one: { data: { topUpId: string } }) => one.data.topUpId === topUpId,
  )
const balanced = async () => assert.match(await world.gateway.operate('wallet-audit', {}), /Every balance agrees/)

test.each(['razorpay', 'stripe'] as const)(
  'a part and then the rest of a payment go back through %s',
  async (provider) => {
    const before = Number(await world.paid())
    const topUp = await paidTopUp('500.00', provider)
    const first = await refund(topUp.id, { amount: '120.50', reason: 'Paid by mistake' })
    assert.deepEqual([first.status, first.body.state, first.body.total], [201, 'pending', '120.50'])
    await ends(topUp.id, 'processed')
    assert.equal(Number(await world.paid()) - before, 379.5)
    const tooMuch = await refund(topUp.id, { amount: '379.51' })
    assert.deepEqual([tooMuch.status, tooMuch.body.errors[0].pointer], [400, '/amount'])
    assert.match(tooMuch.body.errors[0].detail, /379\.50/)
    await refund(topUp.id)
    await until('both are processed', async () =>
      (await detail(topUp.id)).refunds.every(({ state }: { state: string }) => state === 'processed'),
    )
    assert.equal(Number(await world.paid()), before)
    assert.equal((await events('wallet.refunded', topUp.id)).length, 2)
    const again = await refund(topUp.id)
    assert.deepEqual([again.status, again.body.code], [409, 'conflict'])
    await balanced()
  },
)

test('an answer that is lost is asked for again, and the money goes once', async () => {
  const topUp = await paidTopUp('90.00')
  world.razorpay.cutNext(/^POST \/v1\/payments\/.*\/refund/, 1)
  await refund(topUp.id)
  await ends(topUp.id, 'processed')
  const sent = world.razorpay.payments().find(({ id }) => id === topUp.paymentId)
  assert.equal(sent?.amount_refunded, 9000)
  await balanced()
})

test('a refund that was made while its answer was lost, and whose key is forgotten, is found and not given back', async () => {
  const topUp = await paidTopUp('35.00')
  const before = Number(await world.paid())
  world.razorpay.cutNext(/^POST \/v1\/payments\/.*\/refund/, 1)
  await refund(topUp.id)
  const made = () =>
    world.razorpay.payments().some(({ id, amount_refunded: gone }) => id === topUp.paymentId && gone === 3500)
  await until('the provider has it', async () => made())
  world.razorpay.forgetRefundKeys()
  await ends(topUp.id, 'processed')
  assert.equal(Number(await world.paid()), before - 35)
  await balanced()
})

test('a refund that the provider will not send comes back to the wallet', async () => {
  const topUp = await paidTopUp('60.00')
  const before = await world.paid()
  world.razorpay.behave({ refundsPend: true })
  await refund(topUp.id)
  assert.equal(Number(await world.paid()), Number(before) - 60)
  await until('the provider knows of it', async () => {
    const { refunds } = await detail(topUp.id)
    return (
      world.razorpay.payments().some(({ id, amount_refunded: gone }) => id === topUp.paymentId && gone > 0) && refunds
    )
  })
  world.razorpay.finishRefunds('failed')
  await ends(topUp.id, 'failed')
  assert.equal(await world.paid(), before)
  const [told] = await events('wallet.refund_failed', topUp.id)
  assert.deepEqual([told.data.state, told.data.total], ['failed', '60.00'])
  world.razorpay.behave({ refundsPend: false })
  await refund(topUp.id)
  await ends(topUp.id, 'processed')
  await balanced()
})

test('twenty who want the same money back at once get it once', async () => {
  const topUp = await paidTopUp('40.00')
  const answers = await Promise.all(Array.from({ length: 20 }, () => refund(topUp.id)))
  const statuses = answers.map(({ status }) => status).toSorted()
  assert.deepEqual(statuses, [201, ...Array.from({ length: 19 }, () => 409)])
  await ends(topUp.id, 'processed')
  await balanced()
})

test('what was never paid, what is another account’s and what is no amount are refused by name', async () => {
  const unpaid = await world.topUp('30.00')
  assert.deepEqual((await refund(unpaid.id)).status, 409)
  assert.equal((await refund('019b0000-0000-7000-8000-000000000000')).status, 404)
  const topUp = await paidTopUp('30.00')
  for (const amount of ['0', '-1.00', '30.001', '1e3', '999999999999.00']) {
    const { status, body } = await refund(topUp.id, { amount })
    assert.deepEqual([status, body.errors?.[0]?.pointer], [400, '/amount'], amount)
  }
  const other = await refund(topUp.id, { paymentId: 'pay_other' })
  assert.deepEqual([other.status, other.body.errors[0].pointer], [400, '/paymentId'])
})

test('what is spent or promotional cannot be refunded', async () => {
  const topUp = await paidTopUp('25.00')
  const account = world.gateway.accountId
  const paid = Number(await world.paid())
  const taken = { account, currency: 'INR', amount: `-${paid - 24}.00`, reference: 'spent' }
  await world.gateway.operate('wallet-adjust', taken)
  await world.gateway.operate('wallet-promo', { account, currency: 'INR', amount: '100.00', reference: 'a present' })
  const { status, body } = await refund(topUp.id)
  assert.deepEqual([status, body.code], [402, 'insufficient_balance'])
  assert.match(body.detail, /24\.00/)
  assert.equal((await refund(topUp.id, { amount: '24.00' })).status, 201)
  await ends(topUp.id, 'processed')
  await balanced()
})

test('a dispute freezes the amount, and gives it back when it is won', async () => {
  const before = Number(await world.paid())
  const topUp = await paidTopUp('70.00')
  const id = world.razorpay.openDispute(topUp.paymentId)
  const state = (wanted: string) =>
    until(`the dispute is ${wanted}`, async () => (await detail(topUp.id)).disputes[0]?.state === wanted)
  await state('open')
  assert.equal(Number(await world.paid()), before)
  assert.equal((await events('payment.disputed', topUp.id)).length, 1)
  world.razorpay.closeDispute(id, 'won')
  await state('won')
  assert.equal(Number(await world.paid()), before + 70)
  const [decided] = await events('payment.dispute_decided', topUp.id)
  assert.deepEqual([decided.data.state, decided.data.frozen], ['won', '70.00'])
  await balanced()
})

test('a dispute that is lost takes the amount once, however often it is told', async () => {
  const before = Number(await world.paid())
  const topUp = await paidTopUp('80.00', 'stripe')
  world.stripe.hooks.setFaults({ duplicates: 3, reversed: true })
  const id = world.stripe.openDispute(topUp.paymentId, 2000)
  world.stripe.closeDispute(id, 'lost')
  await until('it is lost', async () => (await detail(topUp.id)).disputes[0]?.state === 'lost')
  await world.stripe.hooks.settled()
  assert.equal(Number(await world.paid()), before + 60)
  assert.equal((await events('payment.disputed', topUp.id)).length, 1)
  await balanced()
})
