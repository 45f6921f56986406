import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  getCountries,
  getCountryCallingCode,
  isPossiblePhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { test } from 'vitest'
import { countryOf, readPhone, validatePhone } from './phone-number.ts'

const phoneOf = (text: string, style: Parameters<typeof readPhone>[1]) => {
  const read = readPhone(text, style)
  return 'phone' in read ? read.phone : null
}

test('each style takes what it names, and no more', () => {
  const digits = '14155552671'
  for (const written of ['+1 (415) 555-2671', '1.415.555.2671', '+1\u00a0415\u2011555\u20132671', ' +14155552671 '])
    assert.deepEqual(
      [phoneOf(written, 'written'), phoneOf(written, 'plus'), phoneOf(written, 'digits')],
      [digits, null, null],
    )
  assert.deepEqual([phoneOf(`+${digits}`, 'plus'), phoneOf(`+${digits}`, 'digits')], [digits, null])
  assert.equal(phoneOf(digits, 'digits'), digits)
  for (const odd of ['', '+', '1415call', '++14155552671', '1+4155552671', '٠١٢٣٤٥٦٧٨٩', '14155552671\0'])
    assert.equal(phoneOf(odd, 'written'), null, odd)
})

test.each([
  ['0919900112233', /not with 0/],
  ['123456', /7 to 15 digits.* has 6/],
  ['1234567890123456', /7 to 15 digits.* has 16/],
  ['1234567', /too short/],
  ['141555526711', /too long/],
  ['99912345678', /no country code/],
  ['21012345678', /no country code/],
])('%s is refused', (digits, said) => {
  assert.match(validatePhone(digits) ?? '', said)
})

test.each([
  '14155552671',
  '15550000001',
  '919900112233',
  '525512345678',
  '5215512345678',
  '541123456789',
  '5491123456789',
  '551187654321',
  '5511987654321',
  '6591234567',
  '393331234567',
  '870773111632',
])('%s is possible', (digits) => {
  assert.equal(validatePhone(digits), null)
})

test('nothing is refused that the library deems possible', () => {
  const number = fc.stringMatching(/^[1-9]\d{6,14}$/)
  fc.assert(
    fc.property(number, (digits) => {
      if (isPossiblePhoneNumber(`+${digits}`)) assert.equal(validatePhone(digits), null)
    }),
    { numRuns: 2000 },
  )
})

test('the country is the one that the library names', () => {
  const number = fc.tuple(fc.constantFrom(...getCountries()), fc.stringMatching(/^\d{4,12}$/))
  fc.assert(
    fc.property(number, ([country, rest]) => {
      const digits = getCountryCallingCode(country) + rest
      if (validatePhone(digits) === null)
        assert.equal(countryOf(digits), parsePhoneNumberFromString(`+${digits}`)?.country ?? null, digits)
    }),
    { numRuns: 5000 },
  )
})
