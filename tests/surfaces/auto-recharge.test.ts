import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
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

let count = 0
/** Takes all that is in the wallet but so much. */
async function spendTo(rest: number): Promise<void> {
  const amount = `${(rest - Number(await world.paid())).toFixed(2)}`
  if (Number(amount) === 0) return
  const account = world.gateway.accountId
  await world.gateway.operate('wallet-adjust', { account, currency: 'INR', amount, reference: `spent ${++count}` })
}
const set = (settings: object) =>
  call('PUT', '/v1/wallet/auto-recharge', {
    currency: 'INR',
    enabled: true,
    below: '50.00',
    amount: '200.00',
    ...settings,
  })
const now = async () => (await call('GET', '/v1/wallet/auto-recharge')).body.data[0]
const topUps = async (): Promise<{ id: string; origin: string; state: string; paymentUrl: string | null }[]> =>
  (await call('GET', '/v1/wallet/topups?limit=100')).body.data.filter(
    ({ origin }: { origin: string }) => origin === 'auto_recharge',
  )
const events = async (type: string) => (await call('GET', `/v1/events?type=${type}`)).body.data

async function savedMethod(): Promise<string> {
  const topUp = await call('POST', '/v1/wallet/topups', {
    amount: '60.00',
    currency: 'INR',
    provider: 'stripe',
    saveMethod: true,
  })
  world.stripe.pay(topUp.body.orderId)
  await world.becomes(topUp.body.id, 'paid')
  const { body } = await call('GET', '/v1/wallet/payment-methods')
  return body.data[0].id
}

test('settings that make no sense are refused by name; Razorpay keeps no method', async () => {
  for (const [settings, pointer] of [
    [{ amount: '0.10' }, '/amount'],
    [{ below: '-1.00' }, '/below'],
    [{ amount: '10.001' }, '/amount'],
    [{ methodId: '019b0000-0000-7000-8000-000000000000' }, '/methodId'],
    [{ maxPerDay: 0 }, '/maxPerDay'],
    [{ currency: 'XAF' }, '/currency'],
  ] as const) {
    const { status, body } = await set(settings)
    assert.deepEqual([status, body.errors?.[0]?.pointer], [400, pointer], JSON.stringify(settings))
  }
  const topUp = { amount: '60.00', currency: 'INR', provider: 'razorpay', saveMethod: true }
  const { status, body } = await call('POST', '/v1/wallet/topups', topUp)
  assert.deepEqual([status, body.errors[0].pointer], [400, '/saveMethod'])
})

test('without a saved method a person is asked to pay, once, and the wallet is filled', async () => {
  assert.equal((await set({})).status, 200)
  const [asked] = await until('somebody is asked', async () => {
    const found = await events('wallet.payment_requested')
    return found.length > 0 && found
  })
  assert.match(asked.data.paymentUrl, /^http/)
  const [topUp, ...more] = await topUps()
  assert.deepEqual([topUp?.id, more.length], [asked.data.topUpId, 0])
  const { body: shown } = await call('GET', `/v1/wallet/topups/${topUp?.id}`)
  world.razorpay.pay(shown.orderId)
  await world.becomes(topUp?.id ?? '', 'paid')
  await set({ enabled: false })
})

test('a saved method is charged when the balance falls, once, also when the answer is lost', async () => {
  const methodId = await savedMethod()
  await spendTo(10)
  world.stripe.cutNext(/^POST \/v1\/payment_intents/, 1)
  await set({ methodId })
  await until('the wallet is filled', async () => Number(await world.paid()) === 210)
  assert.equal(world.stripe.intents().filter(({ amount }) => amount === 20_000).length, 1)
  const [latest] = await topUps()
  assert.equal(latest?.state, 'paid')
  await set({ methodId }) // looks at once
  await until('it is told', async () => (await events('wallet.auto_recharge_succeeded')).length > 0)
  assert.equal((await now()).topUpId, null)
  assert.equal(Number(await world.paid()), 210)
  assert.match(await world.gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('no more than the limit of a day is charged', async () => {
  const { methodId } = await now()
  await spendTo(10)
  const before = (await topUps()).length
  await set({ methodId, maxPerDay: before })
  await set({ methodId, maxPerDay: before })
  assert.equal((await topUps()).length, before)
  await set({ methodId, maxPerDay: before + 1 })
  await until('one more', async () => Number(await world.paid()) === 210)
})

test.each([
  ['declines', 'card_declined'],
  ['asks', 'authentication_required'],
] as const)('a card that %s charges nothing, is told, and waits', async (outcome, reason) => {
  const { methodId } = await now()
  const told = (await events('wallet.auto_recharge_failed')).length
  world.stripe.methodsNow(outcome)
  await spendTo(10)
  await set({ methodId, maxPerDay: 24 })
  await until('it is told', async () => (await events('wallet.auto_recharge_failed')).length > told)
  const failed = (await events('wallet.auto_recharge_failed')).map(({ data }: { data: object }) => data)
  const { topUpId, ...known } = failed.find((one: { reason: string }) => one.reason === reason)
  assert.match(topUpId, /^[0-9a-f-]{36}$/)
  assert.deepEqual(known, { provider: 'stripe', currency: 'INR', amount: '200.00', reason, stopped: false })
  assert.deepEqual([(await now()).enabled, (await now()).topUpId, Number(await world.paid())], [true, null, 10])
})

test('of a card that the provider no longer has a person is asked to pay', async () => {
  const { methodId } = await now()
  const asked = (await events('wallet.payment_requested')).length
  world.stripe.forgetMethods()
  await spendTo(10)
  await set({ methodId, maxPerDay: 24 })
  await until('somebody is asked', async () => (await events('wallet.payment_requested')).length > asked)
  const [topUp] = await topUps()
  assert.match(topUp?.paymentUrl ?? '', /^http/)
})

test('a method that was removed is charged no more', async () => {
  const { methodId } = await now()
  assert.equal((await call('DELETE', `/v1/wallet/payment-methods/${methodId}`)).status, 204)
  assert.equal((await call('DELETE', `/v1/wallet/payment-methods/${methodId}`)).status, 404)
  assert.equal((await set({ methodId })).status, 400)
})
