import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

test('one seed gives the same values in the same order, and another gives others', () => {
  const draw = (seed?: string) => {
    const random = createRandom(seed)
    return [random.bytes(9).toString('hex'), random.digits(16), random.share()]
  }
  expect(draw('7')).toEqual(draw('7'))
  expect(draw('7')).not.toEqual(draw('8'))
  expect(draw()).not.toEqual(draw())
})

test('digits do not begin with 0, shares lie between 0 and 1 and are spread', () => {
  const random = createRandom('spread')
  const shares = Array.from({ length: 5000 }, () => random.share())
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...shares)).toBeLessThan(1)
  expect(Math.abs(shares.reduce((sum, one) => sum + one) / 5000 - 0.5)).toBeLessThan(0.03)
  for (let nth = 0; nth < 100; nth++) expect(random.digits(12)).toMatch(/^[1-9]\d{11}$/)
})
