import { readPhone } from '#messaging/identities/phone-number.ts'
import { isNear, normalizeText, toAsciiDigits, wordsOf } from './words.ts'

interface Operator {
  test(found: unknown, to: unknown): boolean
  /** What is wrong with what it is compared to; null: nothing. */
  problemOf(to: unknown): string | null
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const asText = (value: unknown): string => normalizeText(textOf(value))

/** Null: it is no number. Digits of other scripts count, and so do separators of thousands. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const text = toAsciiDigits(value)
    .trim()
    .replaceAll(/(?<=\d)[,\s_](?=\d{2,3}(\D|$))/g, '')
  return /^[+-]?\d{1,15}([.]\d{1,15})?$/.test(text) ? Number(text) : null
}

const instantOf = (value: unknown): number =>
  typeof value === 'string' || typeof value === 'number' ? new Date(value).getTime() : Number.NaN

const anything = (to: unknown) =>
  ['string', 'number', 'boolean'].includes(typeof to) ? null : 'must be a text, a number, true or false'
const nothing = (to: unknown) => (to === undefined ? null : 'must be left out')
const text = (to: unknown) => (typeof to === 'string' && to !== '' ? null : 'must be a text')
const number = (to: unknown) =>
  readNumber(to) === null && !(typeof to === 'string' && to.includes('{{')) ? 'must be a number' : null
const list = (to: unknown) =>
  Array.isArray(to) && to.length > 0 && to.length <= 200 && to.every((one) => anything(one) === null)
    ? null
    : 'must be a list of 1 to 200 texts or numbers'
const pair = (to: unknown) =>
  Array.isArray(to) && to.length === 2 && to.every((one) => number(one) === null)
    ? null
    : 'must be two numbers, as [1, 5]'
const instant = (to: unknown) =>
  typeof to === 'string' && (to.includes('{{') || !Number.isNaN(Date.parse(to)))
    ? null
    : 'must be an instant, such as 2026-12-01T09:00:00Z'

const items = (to: unknown): readonly unknown[] => (Array.isArray(to) ? to : [to])
const byText = (test: (found: string, to: string) => boolean): Operator => ({
  problemOf: text,
  test: (found, to) => asText(to) !== '' && test(asText(found), asText(to)),
})
const byNumber = (test: (found: number, to: number) => boolean): Operator => ({
  problemOf: number,
  test(found, to) {
    const [one, other] = [readNumber(found), readNumber(to)]
    return one !== null && other !== null && test(one, other)
  },
})
const byInstant = (test: (found: number, to: number) => boolean): Operator => ({
  problemOf: instant,
  test: (found, to) => test(instantOf(found), instantOf(to)), // NaN compares as false
})
const alone = (test: (found: unknown) => boolean): Operator => ({ problemOf: nothing, test })
const isEmpty = (found: unknown) =>
  found === null || found === undefined || found === '' || (Array.isArray(found) && found.length === 0)
const isSame = (found: unknown, to: unknown): boolean => {
  const [one, other] = [readNumber(found), readNumber(to)]
  return one !== null && other !== null ? one === other : asText(found) === asText(to)
}
const hasItem = (found: unknown, to: unknown) =>
  Array.isArray(found) ? found.some((one) => isSame(one, to)) : asText(found).includes(asText(to))
const hasWord = (found: unknown, to: unknown) => wordsOf(textOf(found)).includes(asText(to))

/** Every operator there is. Texts are compared without case, accents, punctuation and emoji. */
export const operators = {
  equals: { problemOf: anything, test: isSame },
  not_equals: { problemOf: anything, test: (found, to) => !isSame(found, to) },
  contains: { problemOf: anything, test: hasItem },
  not_contains: { problemOf: anything, test: (found, to) => !hasItem(found, to) },
  starts_with: byText((found, to) => found.startsWith(to)),
  ends_with: byText((found, to) => found.endsWith(to)),
  has_phrase: byText((found, to) => ` ${found} `.includes(` ${to} `)),
  has_any_word: { problemOf: list, test: (found, to) => items(to).some((word) => hasWord(found, word)) },
  has_all_words: { problemOf: list, test: (found, to) => items(to).every((word) => hasWord(found, word)) },
  is_near: byText((found, to) => found === to || (to.length >= 5 && isNear(found, to))),
  matches: { problemOf: text, test: () => false }, // tested by `condition.ts`, with RE2
  in: { problemOf: list, test: (found, to) => items(to).some((one) => isSame(found, one)) },
  not_in: { problemOf: list, test: (found, to) => !items(to).some((one) => isSame(found, one)) },
  is_empty: alone(isEmpty),
  is_set: alone((found) => !isEmpty(found)),
  is_true: alone((found) => found === true || asText(found) === 'true'),
  is_false: alone((found) => found === false || asText(found) === 'false'),
  greater: byNumber((found, to) => found > to),
  at_least: byNumber((found, to) => found >= to),
  less: byNumber((found, to) => found < to),
  at_most: byNumber((found, to) => found <= to),
  between: {
    problemOf: pair,
    test(found, to) {
      const [value, low, high] = [readNumber(found), ...items(to).map(readNumber)]
      return value !== null && value !== undefined && value >= (low ?? Number.NaN) && value <= (high ?? Number.NaN)
    },
  },
  before: byInstant((found, to) => found < to),
  after: byInstant((found, to) => found > to),
  is_number: alone((found) => readNumber(found) !== null),
  is_email: alone((found) => isEmail(textOf(found))),
  is_phone: alone((found) => 'phone' in readPhone(toAsciiDigits(textOf(found)), 'written')),
  length_at_least: { problemOf: number, test: (found, to) => lengthOf(found) >= (readNumber(to) ?? Number.NaN) },
  length_at_most: { problemOf: number, test: (found, to) => lengthOf(found) <= (readNumber(to) ?? Number.NaN) },
} as const satisfies Record<string, Operator>

export type OperatorName = keyof typeof operators

const operands = new Map<Operator['problemOf'], Operand>([
  ...([
    [anything, 'anything'],
    [nothing, 'nothing'],
    [text, 'text'],
    [number, 'number'],
  ] as const),
  ...([
    [list, 'list'],
    [pair, 'pair'],
    [instant, 'instant'],
  ] as const),
])

/** What an operator compares with. */
export type Operand = 'anything' | 'nothing' | 'text' | 'number' | 'list' | 'pair' | 'instant'

export const operandOf = (name: OperatorName): Operand => operands.get(operators[name].problemOf) ?? 'anything'

const lengthOf = (found: unknown): number => (Array.isArray(found) ? found.length : [...textOf(found)].length)

export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(text)
