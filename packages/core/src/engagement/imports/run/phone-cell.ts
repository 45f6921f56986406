import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { readPhone, validatePhone } from '#messaging/identities/phone-number.ts'
import type { CellProblem } from '../import-errors.ts'

export interface PhoneCell {
  /** Digits, country code first. */
  phone: string
  isLandline: boolean
}

const invisible = /[\u00a0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff]/g
const scientific = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i
const severalNumbers = /\d{5,}.*[/,;|\n].*\d{5,}/

/**
 * A phone number as people type it into spreadsheets. One without a country code is of `country`; null: nobody said which.
 * @param split what parts several numbers in one cell, of which the first counts; null: there is one
 */
export function readPhoneCell(
  given: string,
  country: CountryCode | null,
  split: string | null,
): PhoneCell | CellProblem {
  const first = split === null ? given : (given.split(split).find((part) => part.trim() !== '') ?? '')
  const text = first
    .replaceAll(invisible, ' ')
    .trim()
    .replace(/^(tel|whatsapp):\s*/i, '')
  const wrong = (problem: CellProblem['problem'], why: string): CellProblem => ({
    problem,
    detail: `${quoted(text)} ${why}`,
  })
  if (scientific.test(text)) return wrong('phone_scientific', 'has lost digits: the column is formatted as a number')
  if (severalNumbers.test(text)) return wrong('phone_several', 'holds several numbers')
  const bare = text.replace(/^\+?00(?=[1-9])/, '+').replace(/(?<=^\+\d{1,3}[ -]?)\(0\)/, '')
  if (bare.startsWith('+')) return international(bare, wrong)
  const digits = bare.replaceAll(/[\s\-.()/\u2010-\u2015]/g, '')
  if (!/^\d+$/.test(digits)) return wrong('phone_impossible', 'is not a phone number')
  return country === null ? withoutCountry(digits, wrong) : national(digits, country, wrong)
}

type Wrong = (problem: CellProblem['problem'], why: string) => CellProblem

const quoted = (text: string) => JSON.stringify(text.slice(0, 60))

function international(text: string, wrong: Wrong): PhoneCell | CellProblem {
  const read = readPhone(text, 'written')
  return 'phone' in read ? { phone: read.phone, isLandline: false } : wrong('phone_impossible', read.problem)
}

/** Of eleven digits and more that are somebody's number with its country code, nothing else is meant. */
function withoutCountry(digits: string, wrong: Wrong): PhoneCell | CellProblem {
  if (digits.length >= 11 && parsePhoneNumberFromString(`+${digits}`)?.isValid())
    return { phone: digits, isLandline: false }
  const isPossible = digits.length >= 4 && digits.length <= 15
  return isPossible
    ? wrong('phone_ambiguous_country', 'has no country code, and no default country is chosen')
    : wrong('phone_impossible', `has ${digits.length} digits`)
}

const indianMobile = /^[6-9]\d{9}$/

function national(digits: string, country: CountryCode, wrong: Wrong): PhoneCell | CellProblem {
  if (country === 'IN' && indianMobile.test(digits)) return { phone: `91${digits}`, isLandline: false }
  const parsed = parsePhoneNumberFromString(digits, country)
  if (!parsed?.isPossible()) return wrong('phone_impossible', `is not a possible number in ${country}`)
  const phone = parsed.number.slice(1)
  const problem = validatePhone(phone)
  if (problem !== null) return wrong('phone_impossible', problem)
  const isLandline = parsed.getType() === 'FIXED_LINE'
  if (
    country === 'IN' &&
    parsed.countryCallingCode === '91' &&
    !isLandline &&
    !indianMobile.test(parsed.nationalNumber)
  )
    return wrong('phone_impossible', 'is no Indian number: mobiles have ten digits and begin with 6 to 9')
  return { phone, isLandline }
}

let countries: ReadonlyMap<string, CountryCode> | null = null

/** ISO 3166 or the English name; null: neither. */
export function readCountryCell(text: string): CountryCode | null {
  const code = text.trim().toUpperCase()
  if (/^[A-Z]{2}$/.test(code)) return isSupportedCountry(code as CountryCode) ? (code as CountryCode) : null
  countries ??= readCountryNames()
  return countries.get(code) ?? null
}

function readCountryNames(): Map<string, CountryCode> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters
    .flatMap((one) => letters.map((other) => `${one}${other}` as CountryCode))
    .filter(isSupportedCountry)
  return new Map(codes.map((code) => [(names.of(code) ?? code).toUpperCase(), code]))
}
