import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max'
import { readPhone } from '#messaging/identities/phone-number.ts'
import { textKey } from '../text-key.ts'
import type { Attribute, AttributeType } from './attribute.ts'
import { decimalKey, normalizeDecimal } from './sort-keys.ts'

/** A value as it is stored, and the texts by which it is compared: one, or one for each option. */
export interface StoredValue {
  value: unknown
  keys: string | readonly string[]
}

type Parsed = StoredValue | { problem: string }
type Options = Attribute['options']

interface TypeRules {
  /** From the JSON of a request. Nothing is converted that is not of the type. */
  parse(value: unknown, options: Options): Parsed
}

const maxTextLength = 1000
const maxUrlLength = 2000
const maxJsonBytes = 4096
const maxDigits = 18
/** Control characters but for tabs and line breaks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

const wrong = (problem: string) => ({ problem })

const text =
  (parse: (text: string) => Parsed, meant: string) =>
  (value: unknown): Parsed =>
    typeof value === 'string' ? parse(value) : wrong(`must be a text: ${meant}`)

/** A text of which only the form is checked. */
const matching = (read: (text: string) => string | null, meant: string): TypeRules => ({
  parse: text((given) => {
    const value = read(given)
    return value === null ? wrong(`must be ${meant}`) : { value, keys: textKey(value) }
  }, meant),
})

const rules: Record<AttributeType, TypeRules> = {
  text: { parse: text(parseText, 'any words') },
  number: { parse: parseNumber },
  boolean: {
    parse: (value) => (typeof value === 'boolean' ? { value, keys: String(value) } : wrong('must be true or false')),
  },
  date: matching(readDate, 'a date as YYYY-MM-DD, such as 2026-03-14'),
  datetime: {
    parse: text((given) => {
      const value = readInstant(given)
      return value === null
        ? wrong('must be an ISO 8601 instant with its time zone, such as 2026-03-14T09:00:00Z')
        : { value, keys: value }
    }, 'an ISO 8601 instant'),
  },
  select: {
    parse: (value, options) => {
      const key = typeof value === 'string' ? optionOf(value, options) : null
      return key === null ? wrong(unknownOption(options)) : { value: key, keys: key }
    },
  },
  multi_select: { parse: parseChoices },
  phone: {
    parse: text((given) => {
      const read = readPhone(given, 'written')
      return 'problem' in read ? wrong(read.problem) : { value: `+${read.phone}`, keys: `+${read.phone}` }
    }, 'a phone number with its country code'),
  },
  email: matching(readEmail, 'an e-mail address'),
  url: matching(readUrl, `an http or https URL of at most ${maxUrlLength} characters`),
  country: matching(readCountry, 'a country as in ISO 3166, such as IN'),
  language: matching(readLanguage, 'a language as in BCP 47, such as hi or en-GB'),
  timezone: matching(readTimezone, 'a time zone of the IANA database, such as Asia/Kolkata'),
  money: { parse: text(parseMoney, 'an amount and a currency, such as 999.00 INR') },
  json: { parse: parseJson },
}

/** A value as it is stored, or what is wrong with it. */
export const parseValue = ({ type, options }: Pick<Attribute, 'type' | 'options'>, value: unknown): Parsed =>
  rules[type].parse(value, options)

/** A stored value as the API shows it. */
export const showValue = (type: AttributeType, value: unknown): unknown =>
  type === 'money' ? showMoney(value as Money) : value

function parseText(given: string): Parsed {
  const value = given.normalize('NFC')
  if ([...value].length > maxTextLength) return wrong(`must have at most ${maxTextLength} characters`)
  return controls.test(value) ? wrong('must not contain control characters') : { value, keys: textKey(value) }
}

function parseNumber(given: unknown): Parsed {
  const value = typeof given === 'number' || typeof given === 'string' ? normalizeDecimal(String(given)) : null
  if (value === null) return wrong('must be a decimal number, such as 1234.5')
  if (value.replaceAll(/[-.]/g, '').length > maxDigits) return wrong(`must have at most ${maxDigits} digits`)
  return { value, keys: decimalKey(value) }
}

function readDate(given: string): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(given)) return null
  const at = new Date(`${given}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given) ? given : null
}

const instantPattern = /^(\d{4}-\d\d-\d\d)[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)$/

function readInstant(given: string): string | null {
  const [, date] = instantPattern.exec(given) ?? []
  const at = new Date(given)
  return date === undefined || readDate(date) === null || Number.isNaN(at.getTime()) ? null : at.toISOString()
}

const optionOf = (given: string, options: Options): string | null =>
  (options.find(({ key }) => key === given) ?? options.find(({ label }) => textKey(label) === textKey(given)))?.key ??
  null

const unknownOption = (options: Options) =>
  `must be one of the options: ${options
    .slice(0, 10)
    .map(({ key }) => key)
    .join(', ')}${options.length > 10 ? ', …' : ''}`

function parseChoices(given: unknown, options: Options): Parsed {
  if (!Array.isArray(given)) return wrong('must be a list of options')
  const chosen = given.map((one) => (typeof one === 'string' ? optionOf(one, options) : null))
  if (chosen.includes(null)) return wrong(unknownOption(options))
  const value = options.map(({ key }) => key).filter((key) => chosen.includes(key))
  return { value, keys: value }
}

function readEmail(given: string): string | null {
  if (given.length > 254 || !/^[^\s@"<>(),;:]{1,64}@[^\s@]+\.[^\s@.]{2,}$/u.test(given)) return null
  const at = given.lastIndexOf('@')
  return given.slice(0, at) + given.slice(at).toLowerCase()
}

function readUrl(given: string): string | null {
  if (given.length > maxUrlLength || /\s/.test(given) || !URL.canParse(given)) return null
  const { protocol, href } = new URL(given)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}

function readCountry(given: string): string | null {
  const code = given.toUpperCase()
  return /^[A-Z]{2}$/.test(code) && isSupportedCountry(code as CountryCode) ? code : null
}

function readLanguage(given: string): string | null {
  if (given.length > 35) return null
  try {
    return Intl.getCanonicalLocales(given.replaceAll('_', '-'))[0] ?? null
  } catch {
    return null
  }
}

function readTimezone(given: string): string | null {
  if (given.length > 64 || !/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(given)) return null
  try {
    new Intl.DateTimeFormat('en', { timeZone: given })
    return given
  } catch {
    return null
  }
}

/** `micros` is an integer as text: a millionth of the currency's unit. */
interface Money {
  micros: string
  currency: string
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

function parseMoney(given: string): Parsed {
  const [, amount, currency] = /^(-?\d{1,12}(?:\.\d{1,6})?) ?([A-Z]{3})$/.exec(given) ?? []
  if (amount === undefined || currency === undefined || !currencies.has(currency))
    return wrong('must be an amount and a currency, such as 999.00 INR')
  const [integer = '', fraction = ''] = amount.split('.')
  const micros = String(BigInt(`${integer}${fraction.padEnd(6, '0')}`))
  return { value: { micros, currency } satisfies Money, keys: `${currency}${decimalKey(micros)}` }
}

function showMoney({ micros, currency }: Money): string {
  const isNegative = micros.startsWith('-')
  const digits = micros.replace('-', '').padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '')
  return `${isNegative ? '-' : ''}${digits.slice(0, -6)}.${fraction} ${currency}`
}

function parseJson(value: unknown): Parsed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('must be an object')
  const size = Buffer.byteLength(JSON.stringify(value))
  return size > maxJsonBytes ? wrong(`must have at most ${maxJsonBytes} bytes as JSON`) : { value, keys: '' }
}
