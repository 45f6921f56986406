import assert from 'node:assert/strict'
import { test } from 'vitest'
import { defaultPricing } from './account-pricing.ts'
import { listPriceName, listPrices } from './list-prices.ts'
import { marketsOf } from './markets.ts'
import { formatMoney } from './money.ts'
import type { PricingTerms } from './price.ts'
import { quote, toCategory } from './quote.ts'
import type { Category, RateCard } from './rate-card.ts'
import { cardOn, findRate } from './rate-card.ts'

const inr = listPrices.filter(({ currency }) => currency === 'INR')
const usd = listPrices.filter(({ currency }) => currency === 'USD')

function priceIn(country: string | null, category: Category, terms: Partial<PricingTerms> = {}, cards = usd) {
  const pricing = { ...defaultPricing, ...terms, currency: 'USD', cardName: listPriceName }
  return quote({ pricing, cards }, { country, category, at: Date.parse('2026-11-30T00:00:00Z') })
}

test('a country has its own price, that of its region, or that of all others', () => {
  assert.equal(formatMoney(priceIn('IN', 'marketing').total), '0.0118')
  assert.equal(formatMoney(priceIn('SE', 'utility').total), '0.0171')
  assert.equal(formatMoney(priceIn('AR', 'marketing').total), '0.074') // no price of its own in this card
  assert.equal(formatMoney(priceIn(null, 'utility').total), '0.0077')
  assert.deepEqual(marketsOf('KZ'), ['Kazakhstan', 'Rest of Asia-Pacific', 'Other'])
  assert.deepEqual(marketsOf('JM'), ['Rest of Latin America', 'Other'])
})

test('markup applies in order, within its bounds, and the fee stands apart', () => {
  const { meta, markup, fee, total, steps } = priceIn('IN', 'marketing', {
    markup: [
      { match: { category: 'marketing' }, type: 'percent', value: '10' },
      { match: { market: 'Brazil' }, type: 'set', value: '9' },
      { match: {}, type: 'fixed', value: '0.01', max: '0.02' },
    ],
    fees: [
      { match: { category: 'utility' }, amount: '5' },
      { match: { market: 'India' }, amount: '0.1' },
    ],
  })
  assert.deepEqual([meta, markup, fee, total].map(formatMoney), ['0.0118', '0.0082', '0.10', '0.12'])
  assert.deepEqual(
    steps.map(({ kind }) => kind),
    ['rate', 'markup', 'markup', 'platform_fee', 'total'],
  )
})

test('where the operator bears what Meta takes, the account pays the fee alone', () => {
  const price = priceIn('IN', 'marketing', { chargesMeta: false, fees: [{ match: {}, amount: '0.10' }] })
  assert.deepEqual([price.meta, price.total].map(formatMoney), ['0.00', '0.10'])
})

test('the card of the day holds, where the business account is', () => {
  const card = (effectiveFrom: string, cents: bigint): RateCard => ({
    ...{ id: effectiveFrom, name: 'mine', currency: 'INR', effectiveFrom },
    rates: [{ market: 'India', category: 'marketing', tierFrom: 1, unitMicros: cents }],
  })
  const cards = [card('2026-10-01', 1n), card('2026-12-01', 2n)]
  const pricing = { ...defaultPricing, currency: 'INR', cardName: 'mine', timeZone: 'Asia/Kolkata' }
  const totalAt = (at: string) =>
    quote({ pricing, cards }, { country: 'IN', category: 'marketing', at: Date.parse(at) }).total
  assert.equal(totalAt('2026-11-30T18:29:59Z'), 1n) // 23:59:59 in Kolkata
  assert.equal(totalAt('2026-11-30T18:30:00Z'), 2n) // midnight
  assert.equal(cardOn(cards, '2026-09-30'), null)
})

test('a band begins with its message of the month', () => {
  const rates = [1, 1001].map((tierFrom) => ({
    ...{ market: 'India', category: 'utility' as const, tierFrom, unitMicros: BigInt(10_000 - tierFrom) },
  }))
  const at = (nth: number) => findRate({ rates }, { markets: ['India'], category: 'utility', nth })?.tierFrom
  assert.deepEqual([1, 1000, 1001, 5000].map(at), [1, 1, 1001, 1001])
})

test("Meta's categories are ours by name, whatever their case", () => {
  assert.deepEqual(['MARKETING', 'marketing_lite', 'referral_conversion', 'toll', null].map(toCategory), [
    ...['marketing', 'marketing', 'service', null, null],
  ])
})

test('the card in rupees is the one that India has', () => {
  assert.equal(formatMoney(priceIn('IN', 'marketing', {}, inr).total), '0.8631')
})
