import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { type RazorpayEmulator, startRazorpay } from './razorpay.ts'

let razorpay: RazorpayEmulator
const keys = { keyId: 'rzp_test_1', keySecret: 'secret', webhookSecret: 'hook' }
beforeAll(async () => {
  razorpay = await startRazorpay({ port: 0, ...keys, webhookUrl: () => null })
})
afterAll(() => razorpay.close())

async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const authorization = `Basic ${Buffer.from('rzp_test_1:secret').toString('base64')}`
  const reply = await fetch(`${razorpay.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes
  return { status: reply.status, body: (await reply.json()) as any }
}

test('orders are as strict as the vendor: key, minimum, unknown members, receipts', async () => {
  assert.equal((await ask('GET', '/v1/orders/order_1', undefined, { authorization: 'Basic bm8=' })).status, 401)
  const small = await ask('POST', '/v1/orders', { amount: 99, currency: 'INR' })
  assert.equal(small.body.error.reason, 'amount_less_than_minimum_amount')
  const extra = await ask('POST', '/v1/orders', { amount: 100, currency: 'INR', colour: 'red' })
  assert.equal(extra.body.error.reason, 'extra_field_sent')
  const order = { amount: 50_000, currency: 'INR', receipt: 'r1' }
  const first = await ask('POST', '/v1/orders', order)
  assert.equal(first.body.status, 'created')
  assert.match((await ask('POST', '/v1/orders', order)).body.error.description, /receipt should be unique/)
  assert.equal((await ask('POST', '/v1/orders', { ...order, unique_receipt: true })).body.id, first.body.id)
  assert.match((await ask('GET', '/v1/payments/pay_no')).body.error.description, /does not exist/)
})

test('a payment is authorized, captured with the exact amount, refunded once for one key', async () => {
  const { body: order } = await ask('POST', '/v1/orders', { amount: 50_000, currency: 'INR', receipt: 'r2' })
  razorpay.behave({ authorizesOnly: true })
  const payment = razorpay.pay(order.id)
  razorpay.behave({ authorizesOnly: false })
  const path = `/v1/payments/${payment.id}`
  assert.equal((await ask('POST', `${path}/capture`, { amount: 49_999, currency: 'INR' })).status, 400)
  const captured = await ask('POST', `${path}/capture`, { amount: 50_000, currency: 'INR' })
  assert.deepEqual([captured.body.status, captured.body.fee, captured.body.tax], ['captured', 1180, 180])
  const key = { 'x-refund-idempotency': 'refund-number-1' }
  const refund = await ask('POST', `${path}/refund`, { amount: 20_000 }, key)
  assert.equal((await ask('POST', `${path}/refund`, { amount: 20_000 }, key)).body.id, refund.body.id)
  assert.equal((await ask('POST', `${path}/refund`, { amount: 30_001 })).status, 400)
  const proof = razorpay.proofOf(payment)
  const expected = createHmac('sha256', 'secret').update(`${order.id}|${payment.id}`).digest('hex')
  assert.equal(proof['razorpay_signature'], expected)
})

test('a receiver that fails for a day is delivered to no more', async () => {
  let hits = 0
  const { createServer } = await import('node:http')
  const receiver = createServer((_request, response) => {
    hits += 1
    response.writeHead(500).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as { port: number }
  const other = await startRazorpay({ port: 0, ...keys, webhookUrl: () => `http://127.0.0.1:${port}/` })
  const reply = await fetch(`${other.url}/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('rzp_test_1:secret').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ amount: 100, currency: 'INR' }),
  })
  other.fail(((await reply.json()) as { id: string }).id)
  await other.hooks.settled()
  assert.equal(hits, 1)
  for (let hour = 0; hour < 25; hour++) {
    other.clock.advance(3600_000)
    await other.hooks.settled()
  }
  assert.equal(other.hooks.isDisabled(), true)
  assert.ok(hits > 5, `it was tried ${hits} times`)
  await other.close()
  receiver.close()
})
