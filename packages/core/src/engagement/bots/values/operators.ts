import { readPhone } from '#messaging/identities/phone-number.ts'
import { isNear, normalizeText, toAsciiDigits, wordsOf } from './words.ts'

interface Operator {
  test(value: unknown, to: unknown): boolean
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
const byText = (test: (value: string, to: string) => boolean): Operator => ({
  problemOf: text,
  test: (value, to) => asText(to) !== '' && test(asText(value), asText(to)),
})
const byNumber = (test: (value: number, to: number) => boolean): Operator => ({
  problemOf: number,
  test(value, to) {
    const [one, other] = [readNumber(value), readNumber(to)]
    return one !== null && other !== null && test(one, other)
  },
})
const byInstant = (test: (value: number, to: number) => boolean): Operator => ({
  problemOf: instant,
  test: (value, to) => test(instantOf(value), instantOf(to)), // NaN compares as false
})
const alone = (test: (value: unknown) => boolean): Operator => ({ problemOf: nothing, test })
const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
const isSame = (value: unknown, to: unknown): boolean => {
  const [one, other] = [readNumber(value), readNumber(to)]
  return one !== null && other !== null ? one === other : asText(value) === asText(to)
}
const hasItem = (value: unknown, to: unknown) =>
  Array.isArray(value) ? value.some((one) => isSame(one, to)) : asText(value).includes(asText(to))
const hasWord = (value: unknown, to: unknown) => wordsOf(textOf(value)).includes(asText(to))

/** Every operator there is. Texts are compared without case, accents, punctuation and emoji. */
export const operators = {
  equals: { problemOf: anything, test: isSame },
  not_equals: { problemOf: anything, test: (value, to) => !isSame(value, to) },
  contains: { problemOf: anything, test: hasItem },
  not_contains: { problemOf: anything, test: (value, to) => !hasItem(value, to) },
  starts_with: byText((value, to) => value.startsWith(to)),
  ends_with: byText((value, to) => value.endsWith(to)),
  has_phrase: byText((value, to) => ` ${value} `.includes(` ${to} `)),
  has_any_word: { problemOf: list, test: (value, to) => items(to).some((word) => hasWord(value, word)) },
  has_all_words: { problemOf: list, test: (value, to) => items(to).every((word) => hasWord(value, word)) },
  is_near: byText((value, to) => value === to || (to.length >= 5 && isNear(value, to))),
  matches: { problemOf: text, test: () => false }, // tested by `condition.ts`, with RE2
  in: { problemOf: list, test: (value, to) => items(to).some((one) => isSame(value, one)) },
  not_in: { problemOf: list, test: (value, to) => !items(to).some((one) => isSame(value, one)) },
  is_empty: alone(isEmpty),
  is_set: alone((value) => !isEmpty(value)),
  is_true: alone((value) => value === true || asText(value) === 'true'),
  is_false: alone((value) => value === false || asText(value) === 'false'),
  greater: byNumber((value, to) => value > to),
  at_least: byNumber((value, to) => value >= to),
  less: byNumber((value, to) => value < to),
  at_most: byNumber((value, to) => value <= to),
  between: {
    problemOf: pair,
    test(value, to) {
      const [count, low, high] = [readNumber(value), ...items(to).map(readNumber)]
      return count !== null && count !== undefined && count >= (low ?? Number.NaN) && count <= (high ?? Number.NaN)
    },
  },
  before: byInstant((value, to) => value < to),
  after: byInstant((value, to) => value > to),
  is_number: alone((value) => readNumber(value) !== null),
  is_email: alone((value) => isEmail(textOf(value))),
  is_phone: alone((value) => 'phone' in readPhone(toAsciiDigits(textOf(value)), 'written')),
  length_at_least: { problemOf: number, test: (value, to) => lengthOf(value) >= (readNumber(to) ?? Number.NaN) },
  length_at_most: { problemOf: number, test: (value, to) => lengthOf(value) <= (readNumber(to) ?? Number.NaN) },
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

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : [...textOf(value)].length)

export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(text)
