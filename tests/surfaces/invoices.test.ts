import assert from 'node:assert/strict'
import { closeMonths } from '@dawk/core/commerce/invoices/close-months.ts'
import { issueInvoice } from '@dawk/core/commerce/invoices/issue-invoice.ts'
import { readSeller, setSeller } from '@dawk/core/commerce/invoices/seller.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore } from '../support/core.ts'
import { checked } from '../support/native.ts'
import { type PayWorld, startPayWorld } from '../support/pay-world.ts'
import { until } from '../support/processes.ts'

let world: PayWorld
let call: PayWorld['gateway']['call']
const sellerSettings = {
  name: 'Dawk Private Limited',
  address: '1 MG Road, Bengaluru',
  country: 'IN',
  state: '29',
  taxRate: 1800,
}
beforeAll(async () => {
  world = await startPayWorld()
  call = await checked(world.gateway)
})
afterAll(() => world.close())

test('without a seller nothing is taxed and nothing is issued', async () => {
  const topUp = await world.topUp('100.00')
  world.razorpay.pay(topUp.orderId)
  await world.becomes(topUp.id, 'paid')
  assert.deepEqual((await call('GET', '/v1/invoices')).body.data, [])
})

test('tax on a payment is charged on top and stands on its voucher, in JSON and on paper', async () => {
  await assert.rejects(world.gateway.operate('seller', { settings: '{"name":"x"}' }), /address/)
  assert.match(await world.gateway.operate('seller', { settings: JSON.stringify(sellerSettings) }), /18 %/)
  const wrong = { name: 'Acme', address: 'Mumbai', country: 'IN', gstin: '27AAPFU0939F1ZW' }
  const refused = await call('PUT', '/v1/billing/profile', wrong)
  assert.equal(refused.status, 400)
  assert.match(JSON.stringify(refused.body), /checksum/)
  const { body: profile } = await call('PUT', '/v1/billing/profile', { ...wrong, gstin: '27AAPFU0939F1ZV' })
  assert.equal(profile.state, '27')
  const before = Number(await world.paid())
  const { body: topUp } = await call('POST', '/v1/wallet/topups', { amount: '1000.00', currency: 'INR' })
  assert.deepEqual([topUp.amount, topUp.tax, topUp.total], ['1000.00', '180.00', '1180.00'])
  const payment = world.razorpay.pay(topUp.orderId)
  assert.equal(payment.amount, 118_000)
  await world.becomes(topUp.id, 'paid')
  assert.equal(Number(await world.paid()) - before, 1000)
  const { body: listed } = await call('GET', '/v1/invoices?kind=receipt_voucher')
  assert.equal(listed.data.length, 1)
  assert.match(listed.data[0].number, /^DKR\/\d\d-\d\d\/000001$/)
  const { body: invoice } = await call('GET', `/v1/invoices/${listed.data[0].id}`)
  assert.deepEqual(invoice.document.taxes, [{ name: 'IGST', rate: '18', amount: '180.00' }])
  assert.deepEqual([invoice.document.total, invoice.document.buyer.gstin], ['1180.00', '27AAPFU0939F1ZV'])
  const key = { authorization: `Bearer ${world.gateway.apiKey}` }
  const pdf = await fetch(`${world.gateway.url}/v1/invoices/${invoice.id}/pdf`, { headers: key })
  assert.equal(pdf.headers.get('content-type'), 'application/pdf')
  assert.equal(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
    '%PDF-',
  )
  assert.match(await world.gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('a credit note corrects a document once, by no more than it charged, and gives the money back', async () => {
  const { body } = await call('GET', '/v1/invoices?kind=receipt_voucher')
  const [{ number, id }] = body.data
  const note = { account: world.gateway.accountId, invoice: number, reason: 'agreed on the phone' }
  const before = Number(await world.paid())
  const issue = (amount: string, reference: string) =>
    world.gateway.operate('credit-note', { ...note, amount, reference })
  assert.match(await issue('118.00', 'call 1'), /^DKC\/\d\d-\d\d\/000001 corrects/)
  assert.match(await issue('118.00', 'call 1'), /000001/)
  await assert.rejects(issue('1100.00', 'call 2'), /at most what is left/)
  assert.equal(Number(await world.paid()) - before, 118)
  const { body: notes } = await call('GET', '/v1/invoices?kind=credit_note')
  assert.deepEqual([notes.data.length, notes.data[0].corrects], [1, id])
})

test('a refund gives its part of the tax back, with a voucher for each, and the parts add up to what was charged', async () => {
  const { body: topUp } = await call('POST', '/v1/wallet/topups', { amount: '99.99', currency: 'INR' })
  const charged = Number(topUp.total)
  world.razorpay.pay(topUp.orderId)
  await world.becomes(topUp.id, 'paid')
  for (const body of [{ amount: '33.33' }, { amount: '33.33' }, {}])
    assert.equal((await call('POST', `/v1/wallet/topups/${topUp.id}/refund`, body)).status, 201)
  const refunds = await until('all are sent', async () => {
    const { body } = await call('GET', `/v1/wallet/topups/${topUp.id}`)
    return body.refunds.every(({ state }: { state: string }) => state === 'processed') && body.refunds
  })
  const { body: listed } = await call('GET', '/v1/invoices?kind=refund_voucher')
  const sum = (rows: { total: string }[]) => rows.reduce((total, one) => total + Number(one.total) * 100, 0)
  assert.deepEqual([sum(refunds), sum(listed.data), listed.data.length], [charged * 100, charged * 100, 3])
  assert.match(await world.gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('numbers have no gap under 32 issuers at once, of which some fail and some repeat', async () => {
  const core = await openCore()
  await setSeller(core, sellerSettings)
  const seller = readSeller(sellerSettings)
  const accounts = await Promise.all([1, 2, 3, 4].map(() => core.newAccount()))
  const issue = (place: number) =>
    core.worker.transaction(async (tx) => {
      const accountId = accounts[place % 4]?.accountId ?? ''
      const invoice = await issueInvoice(tx.as(systemCaller(accountId)), {
        ...{ kind: 'tax_invoice', reference: `ref ${place % 24}`, seller, buyer: null, currency: 'INR', taxes: [] },
        ...{ taxable: 1_000_000n, total: 1_000_000n, placeOfSupply: null, note: null },
        lines: [{ description: 'x', quantity: 1, weight: 1n }],
      })
      if (place % 5 === 0) throw new Error('the process dies here')
      return invoice.number
    })
  const places = Array.from({ length: 32 }, (_, place) => place)
  await Promise.allSettled(places.map(issue))
  await Promise.allSettled(places.map((place) => issue(place * 24 + (place % 24))))
  const rows = await core.worker.many<{ number: string }>('select number from invoices order by number')
  const counted = rows.map(({ number }) => Number(number.slice(-6)))
  assert.deepEqual(
    counted,
    Array.from({ length: counted.length }, (_, place) => place + 1),
  )
  assert.ok(counted.length >= 20, `${counted.length} were issued`)
  await core.close()
})

test('a month is closed once, however often and by however many, with what was paid for messages', async () => {
  const core = await openCore()
  const { accountId } = await core.newAccount()
  await setSeller(core, { ...sellerSettings, taxAt: 'usage' })
  await insertCapture(core, accountId, 11_800_000)
  const now = new Date('2026-11-05T00:00:00Z')
  await Promise.all([closeMonths(core, now), closeMonths(core, now), closeMonths(core, now)])
  await closeMonths(core, now)
  const rows = await core.worker.many<{
    kind: string
    total: string
    document: { taxable: string; taxes: { amount: string }[] }
  }>('select kind, total, document from invoices')
  assert.deepEqual(
    rows.map(({ kind, total, document }) => [
      kind,
      total,
      document.taxable,
      document.taxes.map(({ amount }) => amount),
    ]),
    [['tax_invoice', '11800000', '10.00', ['0.90', '0.90']]],
  )
  await core.close()
})

/** As the wallet would have posted it in October. */
async function insertCapture(core: Awaited<ReturnType<typeof openCore>>, accountId: string, amount: number) {
  const id = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
  await core.worker.transaction(async (tx) => {
    await tx.run(
      `insert into ledger_transactions (account_id, id, currency, sequence, kind, amount, balance_after, created_at)
       values ($1, $2, 'INR', 1, 'capture', $3, 0, '2026-10-15T10:00:00Z')`,
      [accountId, id, -amount],
    )
    await tx.run(
      `insert into ledger_lines (account_id, transaction_id, line, debit, credit, amount)
       values ($1, $2, 0, 'wallet:paid', 'passthrough:meta', $3)`,
      [accountId, id, amount],
    )
  })
}
