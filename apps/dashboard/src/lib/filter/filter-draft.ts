import { isRecord, list, record, text } from '#lib/data/json.ts'

/** One row of the builder. */
export interface Condition {
  /** `attributes.city`, `tags`, `event:message.received`, … */
  field: string
  op: string
  /** As it is written in the field: lists with commas between. */
  value: string
  isNot: boolean
}

export interface FilterDraft {
  join: 'all' | 'any'
  conditions: readonly Condition[]
}

type Json = Record<string, unknown>

export type FieldKind = 'text' | 'number' | 'date' | 'instant' | 'choice' | 'list' | 'state' | 'segment' | 'event'

export const opsOf: Readonly<Record<FieldKind, readonly string[]>> = {
  text: ['eq', 'neq', 'in', 'contains', 'starts_with', 'exists', 'missing'],
  number: ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'between', 'exists', 'missing'],
  date: ['on', 'before', 'after', 'between', 'in_last', 'not_in_last', 'anniversary_in', 'exists', 'missing'],
  instant: ['before', 'after', 'between', 'in_last', 'not_in_last', 'exists', 'missing'],
  choice: ['eq', 'neq', 'in', 'exists', 'missing'],
  list: ['has_any', 'has_all', 'has_none', 'exists', 'missing'],
  state: ['is'],
  segment: ['in', 'not_in'],
  event: ['did', 'did_not'],
}

const lists = new Set(['in', 'between', 'has_any', 'has_all', 'has_none', 'is', 'not_in'])
const spans = new Set(['in_last', 'not_in_last'])
/** Operators that stand alone. */
export const isBare = (op: string): boolean => op === 'exists' || op === 'missing'

export const kindOfType = (type: string): FieldKind => {
  if (type === 'number' || type === 'money') return 'number'
  if (type === 'date') return 'date'
  if (type === 'datetime') return 'instant'
  if (type === 'multi_select') return 'list'
  return ['boolean', 'select', 'country', 'language', 'timezone'].includes(type) ? 'choice' : 'text'
}

const items = (value: string): string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** `7 days` and `30` (days) as the API takes a time. */
function toSpan(value: string): Json {
  const [n = '', unit = 'days'] = value.trim().split(/\s+/)
  return { n: Number(n), unit: unit.endsWith('s') ? unit : `${unit}s` }
}

function toValue(op: string, value: string, kind: FieldKind | undefined): unknown {
  if (spans.has(op)) return toSpan(value)
  if (op === 'anniversary_in') return { days: Number(value) }
  if (lists.has(op)) return items(value)
  if (kind === 'choice' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

function toLeaf({ field, op, value }: Condition, kind: FieldKind | undefined): Json {
  if (field.startsWith('event:'))
    return { event: field.slice('event:'.length), op, ...(value.trim() !== '' && { inLast: toSpan(value) }) }
  return { field, op, ...(!isBare(op) && { value: toValue(op, value, kind) }) }
}

/** The filter as the API takes it; `kinds` says of each field what it holds. */
export function toFilter({ join, conditions }: FilterDraft, kinds: ReadonlyMap<string, FieldKind>): Json {
  return {
    [join]: conditions.map((one) => {
      const leaf = toLeaf(one, kinds.get(one.field))
      return one.isNot ? { not: leaf } : leaf
    }),
  }
}

function fromValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ')
  if (!isRecord(value)) return value === undefined ? '' : String(value)
  return 'days' in value ? text(value['days']) : `${text(value['n'])} ${text(value['unit'])}`
}

function fromLeaf(given: unknown, isNot: boolean): Condition | null {
  const leaf = record(given)
  if ('event' in leaf) {
    const { event, op, inLast, ...more } = leaf
    if (Object.keys(more).length > 0) return null
    return { field: `event:${text(event)}`, op: text(op), value: inLast === undefined ? '' : fromValue(inLast), isNot }
  }
  const { field, op, value, ...more } = leaf
  if (typeof field !== 'string' || Object.keys(more).length > 0) return null
  return { field, op: text(op), value: fromValue(value), isNot }
}

/** The rows of a filter; null: it is nested or says more than rows can, and is written as JSON. */
export function toDraft(filter: unknown): FilterDraft | null {
  const given = record(filter)
  const join = 'any' in given ? 'any' : 'all'
  const parts = 'any' in given || 'all' in given ? list(given[join]) : [given]
  const conditions = parts.map((part) => {
    const inner = record(part)['not']
    return inner === undefined ? fromLeaf(part, false) : fromLeaf(inner, true)
  })
  return conditions.includes(null) ? null : { join, conditions: conditions.filter((one) => one !== null) }
}
