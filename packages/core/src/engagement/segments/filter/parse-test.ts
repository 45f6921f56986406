import { isId } from '#platform/ids.ts'
import type { AttributeType } from '../../contacts/attributes/attribute.ts'
import { parseValue } from '../../contacts/attributes/attribute-types.ts'
import { tagKey } from '../../contacts/tags/tag.ts'
import { textKey } from '../../contacts/text-key.ts'
import { type Ago, maxValues, type Subject, type Test } from './filter.ts'

const texts = ['eq', 'neq', 'in', 'contains', 'starts_with', 'exists', 'missing'] as const
const numbers = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'between', 'in', 'exists', 'missing'] as const
const days = [
  'before',
  'after',
  'on',
  'between',
  'in_last',
  'not_in_last',
  'anniversary_in',
  'exists',
  'missing',
] as const
const instants = ['before', 'after', 'between', 'in_last', 'not_in_last', 'exists', 'missing'] as const
const choices = ['eq', 'neq', 'in', 'exists', 'missing'] as const
const lists = ['has_any', 'has_all', 'has_none', 'exists', 'missing'] as const

type Op =
  | (typeof texts)[number]
  | (typeof numbers)[number]
  | (typeof days)[number]
  | (typeof lists)[number]
  | 'is'
  | 'not_in'
  | 'changed_in_last'

const opsOfType: Record<AttributeType, readonly Op[]> = {
  text: texts,
  email: texts,
  url: texts,
  phone: texts,
  number: numbers,
  money: numbers,
  boolean: choices,
  select: choices,
  country: choices,
  language: choices,
  timezone: choices,
  date: days,
  datetime: instants,
  multi_select: lists,
  json: ['exists', 'missing'],
}

/** The operators that go with what a leaf looks at. */
export function opsOf(subject: Subject): readonly Op[] {
  switch (subject.kind) {
    case 'attribute':
      return opsOfType[subject.attribute.type]
    case 'text':
      return subject.column === 'name_key' ? texts : subject.column === 'phone' ? ['eq', 'in'] : choices
    case 'instant':
      return instants
    case 'tags':
      return lists
    case 'consent':
      return ['is', 'changed_in_last']
    case 'segment':
      return ['in', 'not_in']
    case 'window':
    case 'reachability':
      return ['is']
    case 'event':
      return []
  }
}

const meant: Partial<Record<Op, string>> = {
  between: 'must be a list of two values, the lower one first',
  in_last: 'must be a time such as {"n": 7, "unit": "days"}',
  anniversary_in: 'must be a number of days such as {"days": 14}',
}

type Parsed = { test: Test } | { problem: string }

/** What the operator and its value mean, or what is wrong with the value. */
export function parseTest(subject: Subject, op: string, value: unknown): Parsed {
  switch (op as Op) {
    case 'exists':
    case 'missing':
      return value === undefined
        ? { test: { kind: 'exists', isThere: op === 'exists' } }
        : { problem: `does not go with ${op}` }
    case 'between':
      return parseBetween(subject, value)
    case 'in_last':
    case 'not_in_last':
    case 'changed_in_last':
      return parseAgo(value, (ago) => ({ kind: 'recent', ago, isWithin: op !== 'not_in_last' }))
    case 'anniversary_in':
      return parseDays(value)
    case 'in':
    case 'has_any':
    case 'has_all':
    case 'has_none':
      return parseList(subject, op as 'in' | 'has_any', value)
    case 'is':
      return parseList(subject, 'in', [value].flat())
    case 'contains':
    case 'starts_with':
      return typeof value === 'string' && value !== '' && value.length <= 200
        ? { test: { kind: op as 'contains' | 'starts_with', text: textKey(value) } }
        : { problem: 'must be a text of 1 to 200 characters' }
    default:
      return parseCompare(subject, op, value)
  }
}

const comparisons: Readonly<Record<string, Extract<Test, { kind: 'compare' }>['op']>> = {
  eq: 'eq',
  on: 'eq',
  neq: 'neq',
  lt: 'lt',
  before: 'lt',
  lte: 'lte',
  gt: 'gt',
  after: 'gt',
  gte: 'gte',
}

function parseCompare(subject: Subject, name: string, value: unknown): Parsed {
  const op = comparisons[name]
  const read = readKey(subject, value)
  if ('problem' in read || op === undefined) return 'problem' in read ? read : { problem: 'cannot be compared' }
  return { test: { kind: 'compare', op, key: read.key } }
}

function parseBetween(subject: Subject, value: unknown): Parsed {
  if (!Array.isArray(value) || value.length !== 2) return { problem: meant.between ?? '' }
  const [from, to] = value.map((one) => readKey(subject, one))
  if (!from || !to) return { problem: meant.between ?? '' }
  if ('problem' in from) return from
  if ('problem' in to) return to
  return from.key > to.key
    ? { problem: meant.between ?? '' }
    : { test: { kind: 'between', from: from.key, to: to.key } }
}

function parseList(subject: Subject, op: 'in' | 'has_any' | 'has_all' | 'has_none', value: unknown): Parsed {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxValues)
    return { problem: `must be a list of 1 to ${maxValues} values` }
  const keys: string[] = []
  for (const one of value) {
    const read = readKey(subject, one)
    if ('problem' in read) return read
    keys.push(read.key)
  }
  return { test: op === 'in' ? { kind: 'in', keys } : { kind: 'lists', op, keys } }
}

const units = ['minutes', 'hours', 'days', 'weeks', 'months']

export function readAgo(value: unknown): { ago: Ago } | { problem: string } {
  const { n, unit, ...more } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Ago>
  const isGood = Number.isInteger(n) && Number(n) >= 1 && Number(n) <= 10_000 && units.includes(String(unit))
  return isGood && Object.keys(more).length === 0
    ? { ago: { n: Number(n), unit: unit as Ago['unit'] } }
    : { problem: `${meant.in_last}; units are ${units.join(', ')}` }
}

function parseAgo(value: unknown, make: (ago: Ago) => Test): Parsed {
  const read = readAgo(value)
  return 'problem' in read ? read : { test: make(read.ago) }
}

function parseDays(value: unknown): Parsed {
  const { days: count, ...more } = (typeof value === 'object' && value !== null ? value : {}) as { days?: unknown }
  return Number.isInteger(count) && Number(count) >= 0 && Number(count) <= 366 && Object.keys(more).length === 0
    ? { test: { kind: 'anniversary', days: Number(count) } }
    : { problem: `${meant.anniversary_in}, 0 to 366` }
}

const consentStates = ['unknown', 'implied', 'pending', 'opted_in', 'opted_out', 'blocked']

/** A value as what it is compared with is stored. */
function readKey(subject: Subject, value: unknown): { key: string } | { problem: string } {
  const oneOf = (values: readonly string[]) =>
    values.includes(String(value)) ? { key: String(value) } : { problem: `must be one of ${values.join(', ')}` }
  switch (subject.kind) {
    case 'attribute': {
      const { type, options } = subject.attribute
      const parsed = parseValue({ type: type === 'multi_select' ? 'select' : type, options }, value)
      return 'problem' in parsed ? parsed : { key: String(parsed.keys) }
    }
    case 'instant':
      return readParsed('datetime', value)
    case 'text':
      return readText(subject.column, value)
    case 'tags':
      return typeof value === 'string' ? { key: tagKey(value) } : { problem: 'must be names of tags' }
    case 'consent':
      return oneOf(consentStates)
    case 'window':
      return oneOf(['open', 'closed'])
    case 'reachability':
      return oneOf(['ok', 'undeliverable', 'capped'])
    case 'event':
      return { problem: 'cannot be compared' }
    case 'segment':
      return typeof value === 'string' && isId(value)
        ? { key: value.toLowerCase() }
        : { problem: 'must be ids of segments' }
  }
}

function readText(
  column: Extract<Subject, { kind: 'text' }>['column'],
  value: unknown,
): { key: string } | { problem: string } {
  if (column === 'phone') {
    const digits = typeof value === 'string' ? (/^\+?(\d{1,15})$/.exec(value)?.[1] ?? null) : null
    return digits === null ? { problem: 'must be the first digits of phone numbers, such as +9198' } : { key: digits }
  }
  if (column === 'name_key') return typeof value === 'string' ? { key: textKey(value) } : { problem: 'must be a text' }
  const parsed = parseValue({ type: column, options: [] }, value)
  return 'problem' in parsed ? parsed : { key: String(parsed.value) }
}

function readParsed(type: AttributeType, value: unknown): { key: string } | { problem: string } {
  const parsed = parseValue({ type, options: [] }, value)
  return 'problem' in parsed ? parsed : { key: String(parsed.keys) }
}
