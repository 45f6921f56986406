import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { PhoneStatistics } from '../import.ts'

const countries: readonly CountryCode[] = [
  'IN',
  'BR',
  'ID',
  'MX',
  'ES',
  'GB',
  'US',
  'DE',
  'FR',
  'IT',
  'AE',
  'SA',
  'NG',
  'ZA',
  'AR',
  'CO',
]
const sampled = 200

/** What the numbers of one column look like, collected row by row. */
export class PhoneNumbers {
  #international = 0
  #national = 0
  #scientific = 0
  #sample: string[] = []

  add(value: string): void {
    if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(value)) this.#scientific += 1
    else if (/^\s*(tel:|whatsapp:)?\s*(\+|00)/i.test(value)) this.#international += 1
    else {
      this.#national += 1
      if (this.#sample.length < sampled) this.#sample.push(value)
    }
  }

  /** The library takes tens of microseconds a number: others have their turn after each country. */
  async toStatistics(column: string): Promise<PhoneStatistics> {
    const byCountry: { country: string; valid: number; of: number }[] = []
    for (const country of this.#sample.length > 0 ? countries : []) {
      const valid = this.#sample.filter((value) => isMobileIn(value, country)).length
      if (valid > 0) byCountry.push({ country, valid, of: this.#sample.length })
      await new Promise(setImmediate)
    }
    return {
      column,
      international: this.#international,
      national: this.#national,
      scientific: this.#scientific,
      byCountry: byCountry.toSorted((one, other) => other.valid - one.valid).slice(0, 5),
    }
  }
}

/** In some countries nearly every row of digits is somebody's landline, so these tell nothing. */
function isMobileIn(value: string, country: CountryCode): boolean {
  const type = parsePhoneNumberFromString(value, country)?.getType()
  return type !== undefined && type !== 'FIXED_LINE'
}
