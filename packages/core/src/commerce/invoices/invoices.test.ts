import assert from 'node:assert/strict'
import fc from 'fast-check'
import { extractText, getDocumentProxy } from 'unpdf'
import { test } from 'vitest'
import { amountInWords } from './document/amount-in-words.ts'
import { allocate, buildDocument } from './document/invoice-document.ts'
import { dayAt, financialYear, numberOf, seriesOf } from './document/numbering.ts'
import { renderPdf, showMoney } from './document/render-pdf.ts'
import { checksumOf, gstinProblem } from './gstin.ts'
import type { BillingProfile, Seller } from './parties.ts'
import { readSeller } from './seller.ts'
import { sumOfTaxes, taxableOf, taxOn, treatSale } from './tax.ts'

const karnataka = `29AAGCB7383J1Z${checksumOf('29AAGCB7383J1Z')}`
const seller: Seller = readSeller({
  ...{ name: 'Dawk Private Limited', address: '1 MG Road, Bengaluru', country: 'IN', state: '29', gstin: karnataka },
  taxRate: 1800,
})
const buyer = (change: Partial<BillingProfile> = {}): BillingProfile => ({
  ...{ name: 'Acme', address: '2 Park Street', country: 'IN', state: '29', gstin: null, vatId: null, email: null },
  ...change,
})
const rupees = (units: number) => BigInt(Math.round(units * 100)) * 10_000n
const named = (parts: readonly { name: string; rate: number }[]) =>
  parts.map(({ name, rate }) => `${name} ${rate / 100}`)

test('a GSTIN is checked by shape, state and checksum', () => {
  assert.equal(gstinProblem(karnataka), null)
  assert.equal(gstinProblem('27AAPFU0939F1ZV'), null) // printed in the documents of the tax office
  assert.match(gstinProblem('27AAPFU0939F1ZW') ?? '', /checksum/)
  assert.match(gstinProblem(`99AAPFU0939F1Z${checksumOf('99AAPFU0939F1Z')}`) ?? '', /state/)
  assert.match(gstinProblem('hello') ?? '', /15 characters/)
  assert.throws(() => readSeller({ name: 'x', address: 'y', country: 'IN', fax: '1' }), /Validation/)
})

test('where seller and buyer are decides the tax', () => {
  assert.deepEqual(named(treatSale(seller, buyer()).parts), ['CGST 9', 'SGST 9'])
  assert.deepEqual(named(treatSale(seller, null).parts), ['CGST 9', 'SGST 9'])
  assert.deepEqual(named(treatSale(seller, buyer({ state: '27' })).parts), ['IGST 18'])
  assert.equal(treatSale(seller, buyer({ state: '27' })).placeOfSupply, 'Maharashtra (27)')
  assert.deepEqual(named(treatSale({ ...seller, state: '04' }, buyer({ state: '04' })).parts), ['CGST 9', 'UTGST 9'])
  assert.match(treatSale(seller, buyer({ country: 'DE', state: null })).note ?? '', /export/)
  const german = { ...seller, country: 'DE', state: null, taxRate: 1900, vatRates: { FR: 2000 } }
  const from = (country: string, vatId: string | null = null) =>
    treatSale(german, buyer({ country, state: null, vatId }))
  assert.deepEqual(named(from('DE').parts), ['VAT 19'])
  assert.deepEqual(named(from('FR').parts), ['VAT 20'])
  assert.deepEqual([from('FR', 'FR12345678901').parts.length, from('FR', 'FR12345678901').note], [0, 'Reverse charge'])
  assert.deepEqual(from('US').parts, [])
})

test('both halves of GST are equal, lines sum up to the value, and all of it to the total, for 10,000 carts', () => {
  const cart = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(cart, fc.boolean(), (weights, isInclusive) => {
      const whole = (weights.reduce((sum, weight) => sum + weight, 0n) / 10_000n) * 10_000n
      const { parts, placeOfSupply, note } = treatSale(seller, buyer())
      const taxable = isInclusive ? taxableOf(whole, { parts }, 'INR') : whole
      const taxes = taxOn(taxable, { parts }, 'INR')
      const total = isInclusive ? whole : taxable + sumOfTaxes(taxes)
      const lines = weights.map((weight, place) => ({ description: `line ${place}`, quantity: 1, weight }))
      const draft = { kind: 'tax_invoice', number: '1', issuedOn: '2026-11-30', currency: 'INR' } as const
      const document = buildDocument({
        ...draft,
        seller,
        buyer: null,
        lines,
        taxable,
        taxes,
        total,
        placeOfSupply,
        note,
      })
      const coins = (text: string) => BigInt(Math.round(Number(text) * 100))
      const sum = document.lines.reduce((all, line) => all + coins(line.taxable), 0n)
      assert.equal(sum, coins(document.taxable))
      assert.equal(document.taxes[0]?.amount, document.taxes[1]?.amount)
      const taxed = document.taxes.reduce((all, { amount }) => all + coins(amount), 0n)
      assert.equal(sum + taxed + coins(document.rounding), coins(document.total))
      assert.ok(Math.abs(Number(document.rounding)) <= 0.02, document.rounding)
    }),
    { numRuns: 10_000 },
  )
  assert.deepEqual(allocate(rupees(1), [1n, 1n, 1n], 'INR'), [rupees(0.34), rupees(0.33), rupees(0.33)])
})

test('amounts are written and spoken as India does', () => {
  assert.equal(showMoney('118000.00', 'INR'), '₹1,18,000.00')
  assert.equal(amountInWords(rupees(118_000.5), 'INR'), 'Rupees one lakh eighteen thousand and fifty paise only')
  assert.equal(
    amountInWords(rupees(12_34_56_789), 'INR'),
    'Rupees twelve crore thirty-four lakh fifty-six thousand seven hundred eighty-nine only',
  )
  assert.equal(amountInWords(rupees(0), 'INR'), 'Rupees zero only')
  assert.equal(
    amountInWords(rupees(1_234_567.01), 'USD'),
    'US dollars one million two hundred thirty-four thousand five hundred sixty-seven and one cents only',
  )
})

test('numbers have 16 characters at most, and follow the financial year where the seller is', () => {
  assert.equal(financialYear(seller, '2027-03-31'), '26-27')
  assert.equal(financialYear(seller, '2027-04-01'), '27-28')
  assert.equal(financialYear({ country: 'DE' }, '2027-03-31'), '2027')
  assert.equal(dayAt(seller, new Date('2027-03-31T19:00:00Z')), '2027-04-01') // past midnight in Kolkata
  assert.equal(numberOf(seriesOf(seller, 'receipt_voucher'), '26-27', '123').length, 16)
})

test('the paper says what the document says, with the same bytes each time', async () => {
  const { parts, placeOfSupply, note } = treatSale(seller, buyer({ state: '27' }))
  const taxes = taxOn(rupees(100_000), { parts }, 'INR')
  const document = buildDocument({
    ...{
      kind: 'tax_invoice',
      number: 'DK/26-27/000001',
      issuedOn: '2026-11-30',
      seller,
      currency: 'INR',
      placeOfSupply,
      note,
    },
    ...{ buyer: buyer({ state: '27', name: 'Café Zoë' }), taxable: rupees(100_000), taxes, total: rupees(118_000) },
    lines: [{ description: 'WhatsApp messages, marketing, India', quantity: 500, weight: 1n }],
  })
  const pdf = await renderPdf(document)
  assert.deepEqual(pdf, await renderPdf(document))
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  for (const part of [
    document.number,
    'Café Zoë',
    karnataka,
    'Maharashtra (27)',
    '₹1,00,000.00',
    'IGST 18 %',
    '₹18,000.00',
    '₹1,18,000.00',
    'Rupees one lakh eighteen thousand only',
    '998413',
  ])
    assert.ok(text.includes(part), `${part} stands on the paper: ${text}`)
})
