import { isRecord, type Json, list, record, text } from '#lib/data/json.ts'

/** One comparison as it is written. */
export interface Comparison {
  /** The path of a value, such as `session.city`. */
  value: string
  op: string
  /** Lists with commas between. */
  to: string
}

export interface ConditionDraft {
  join: 'all' | 'any'
  comparisons: readonly Comparison[]
}

const asText = (to: unknown): string => {
  if (Array.isArray(to)) return to.map(text).join(', ')
  return typeof to === 'boolean' ? String(to) : text(to)
}

function toComparison(given: unknown): Comparison | null {
  const { value, op, to, ...more } = record(given)
  return typeof value === 'string' && typeof op === 'string' && Object.keys(more).length === 0
    ? { value, op, to: asText(to) }
    : null
}

/** The comparisons of a condition; null: it is nested, and is written as JSON. */
export function toConditionDraft(condition: unknown): ConditionDraft | null {
  if (condition === undefined) return { join: 'all', comparisons: [] }
  if (!isRecord(condition)) return null
  const join = 'any' in condition ? 'any' : 'all'
  const parts = 'any' in condition || 'all' in condition ? list(condition[join]) : [condition]
  const comparisons = parts.map(toComparison)
  return comparisons.includes(null) ? null : { join, comparisons: comparisons.filter((one) => one !== null) }
}

const numberOr = (written: string): unknown => (/^-?\d+(\.\d+)?$/.test(written) ? Number(written) : written)

function toOperand(written: string, operand: string): unknown {
  if (operand === 'list' || operand === 'pair')
    return written
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one) => (operand === 'pair' ? numberOr(one) : one))
  return operand === 'number' ? numberOr(written.trim()) : written
}

/** The condition as the API takes it; `operands` says of each operator what it compares with. */
export function toCondition({ join, comparisons }: ConditionDraft, operands: ReadonlyMap<string, string>): Json {
  const parts = comparisons.map(({ value, op, to }) => {
    const operand = operands.get(op) ?? 'anything'
    return { value, op, ...(operand !== 'nothing' && { to: toOperand(to, operand) }) }
  })
  return { [join]: parts }
}
