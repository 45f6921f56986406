import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { decimalKey, normalizeDecimal } from './sort-keys.ts'

const decimals = fc
  .tuple(fc.boolean(), fc.stringMatching(/^\d{1,12}$/), fc.option(fc.stringMatching(/^\d{1,3}$/)))
  .map(([negative, integer, fraction]) => `${negative ? '-' : ''}${integer}${fraction === null ? '' : `.${fraction}`}`)

test('the keys of decimals are in the order of the numbers', () => {
  fc.assert(
    fc.property(decimals, decimals, (one, other) => {
      const [a, b] = [normalizeDecimal(one) ?? '', normalizeDecimal(other) ?? '']
      const order = (x: string | number, y: string | number) => (x < y ? -1 : x > y ? 1 : 0)
      assert.equal(order(decimalKey(a), decimalKey(b)), order(Number(a), Number(b)), `${a} ${b}`)
    }),
    { numRuns: 2000 },
  )
})

test('zeros at the ends go, and what is no decimal is null', () => {
  const cases = { '007.50': '7.5', '-0.0': '0', '-0': '0', '10': '10', '0.10': '0.1', '5.': '5', '-012': '-12' }
  for (const [text, value] of Object.entries(cases)) assert.equal(normalizeDecimal(text), value, text)
  for (const text of ['', '.', '1e5', '1,000', '+1', ' 1', '--1']) assert.equal(normalizeDecimal(text), null, text)
})
