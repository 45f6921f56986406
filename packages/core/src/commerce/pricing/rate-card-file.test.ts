import assert from 'node:assert/strict'
import { test } from 'vitest'
import { GatewayError } from '#platform/errors.ts'
import { compareRates, readRateCard } from './rate-card-file.ts'

function problemsOf(text: string): string[] {
  try {
    readRateCard(text)
  } catch (error) {
    if (error instanceof GatewayError) return error.details.map(({ field, message }) => `${field}: ${message}`)
    throw error
  }
  return []
}

const wide = `Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service
India,USD,$0.0118,$0.0014,0.0014,0.0304,0.0014
Rest of Africa,USD,0.0225,0.0040,0.0040,n/a,
`

test("Meta's wide file is read: a market a line, a category a column; an empty cell is no price", () => {
  const rates = readRateCard(wide)
  assert.equal(rates.length, 8)
  assert.deepEqual(rates[0], { market: 'India', category: 'marketing', tierFrom: 1, unitMicros: 11_800n })
})

test('so are a long file with semicolons and decimal commas, and JSON', () => {
  const long = 'market;category;from;price\nIndia;utility;1;0,0014\nIndia;utility;750001;0,0013\n'
  assert.deepEqual(
    readRateCard(long).map(({ tierFrom, unitMicros }) => [tierFrom, unitMicros]),
    [
      [1, 1400n],
      [750_001, 1300n],
    ],
  )
  const json = JSON.stringify([{ market: 'India', category: 'service', price: '0.0014' }])
  assert.deepEqual(readRateCard(json), [{ market: 'India', category: 'service', tierFrom: 1, unitMicros: 1400n }])
})

test('what cannot be understood is a problem with its place, never left out', () => {
  assert.match(problemsOf('PK\u0003\u0004…')[0] ?? '', /spreadsheet/)
  assert.match(
    problemsOf(wide.replace('Utility', 'Utilities'))[0] ?? '',
    /line 2, utilities: is a column that is not known/,
  )
  assert.match(problemsOf(wide.replace('India', 'Indai'))[0] ?? '', /line 2, market: is no market/)
  assert.match(problemsOf(wide.replace('$0.0118', 'free'))[0] ?? '', /line 2, marketing: must be a price/)
  assert.match(problemsOf('market,category,from,price\nIndia,utility,5,1\n')[0] ?? '', /first band must begin with 1/)
  assert.match(problemsOf('market,category,from,price\nIndia,utility,1,1\nIndia,utility,1,2\n')[0] ?? '', /two prices/)
  assert.match(problemsOf('market,category\n')[0] ?? '', /no rates/)
  assert.match(problemsOf('[{')[0] ?? '', /not JSON/)
})

test('a new card is compared with the one before it', () => {
  const before = readRateCard(wide)
  const after = readRateCard(wide.replace('$0.0118', '0.0130').replace(/Rest of Africa.*\n/, ''))
  assert.deepEqual(
    compareRates(before, after).map(({ market, category, before: was, after: is }) => [market, category, was, is]),
    [
      ['India', 'marketing', 11_800n, 13_000n],
      ['Rest of Africa', 'marketing', 22_500n, null],
      ['Rest of Africa', 'utility', 4000n, null],
      ['Rest of Africa', 'authentication', 4000n, null],
    ],
  )
})
