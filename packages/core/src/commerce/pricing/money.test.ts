import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { divideRounded, formatMoney, isCurrency, isPayable, minorDigits, parseMoney } from './money.ts'

test('an amount is a decimal string of at most six decimals', () => {
  assert.equal(parseMoney('12.5'), 12_500_000n)
  assert.equal(parseMoney('0.0118'), 11_800n)
  assert.equal(parseMoney('-3'), -3_000_000n)
  for (const wrong of ['', '1e3', '1,000', '.5', '5.', '1.1234567', '+1', ' 1', 'NaN', '9999999999999'])
    assert.equal(parseMoney(wrong), null, wrong)
})

test('what is written is read as the same amount', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
      (micros) => parseMoney(formatMoney(micros)) === micros,
    ),
  )
  assert.equal(formatMoney(0n), '0.00')
  assert.equal(formatMoney(11_800n), '0.0118')
  assert.equal(formatMoney(-1_500_000n), '-1.50')
})

test('halves go away from zero, or to the even neighbour', () => {
  assert.equal(divideRounded(5n, 2n), 3n)
  assert.equal(divideRounded(-5n, 2n), -3n)
  assert.equal(divideRounded(5n, 2n, 'half_even'), 2n)
  assert.equal(divideRounded(7n, 2n, 'half_even'), 4n)
})

test('coins are those of ISO 4217', () => {
  assert.deepEqual(['INR', 'JPY', 'KWD'].map(minorDigits), [2, 0, 3])
  assert.equal(isPayable(10_000n, 'INR'), true)
  assert.equal(isPayable(11_800n, 'INR'), false)
  assert.equal(isPayable(500_000n, 'JPY'), false)
  assert.equal(isCurrency('INR'), true)
  assert.equal(isCurrency('XYZ'), false)
})
