import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { currentSpelling, spellingsOf } from './spellings.ts'

test.each([
  ['525512345678', '5215512345678', '525512345678'],
  ['541123456789', '5491123456789', '5491123456789'],
  ['551187654321', '5511987654321', '5511987654321'],
])('%s and %s are one number', (short, long, current) => {
  assert.deepEqual(spellingsOf(short), [short, long])
  assert.deepEqual(spellingsOf(long), [long, short])
  assert.deepEqual([currentSpelling(short), currentSpelling(long)], [current, current])
})

test.each([
  '14155552671',
  '919900112233',
  '551132654321', // a landline of Brazil
  '5511932654321', // was never without its 9
  '521551234567', // too short for Mexico's 521
  '5255123456',
  '549112345678',
  '51987654321',
])('%s has one spelling', (phone) => {
  assert.deepEqual(spellingsOf(phone), [phone])
  assert.equal(currentSpelling(phone), phone)
})

test('every spelling leads to the same ones and to the same current one', () => {
  const phone = fc
    .tuple(fc.constantFrom('52', '521', '54', '549', '55', '1', '91'), fc.stringMatching(/^\d{9,11}$/))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(phone, (one) => {
      const spellings = spellingsOf(one)
      for (const other of spellings) {
        assert.deepEqual(spellingsOf(other).toSorted(), spellings.toSorted())
        assert.equal(currentSpelling(other), currentSpelling(one))
      }
      assert.ok(spellings.includes(currentSpelling(one)))
    }),
  )
})
