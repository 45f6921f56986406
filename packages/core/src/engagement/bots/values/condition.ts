import { isObject } from '@dawk/cloud-api/json.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { type OperatorName, operators } from './operators.ts'
import { matchesPattern, problemOfPattern } from './pattern.ts'
import { problemOfTemplate, renderTemplate, type Values } from './template.ts'

/** A comparison: the value at a path, as `session.city`, with a text that may be a template, or with a number or list. */
interface Comparison {
  value: string
  op: OperatorName
  to?: unknown
}

export type Condition = { all: readonly Condition[] } | { any: readonly Condition[] } | { not: Condition } | Comparison

const maxDepth = 5
const maxComparisons = 50
const pathPattern = /^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]{1,64}){0,5}$/

/** What is wrong with a condition that came from outside. */
export function problemsOfCondition(condition: unknown, field: string): FieldProblem[] {
  const problems: FieldProblem[] = []
  const counted = visit(condition, field, { depth: 1, problems })
  if (counted > maxComparisons)
    problems.push({ field, message: `must have at most ${maxComparisons} comparisons, has ${counted}` })
  return problems
}

interface Visit {
  depth: number
  problems: FieldProblem[]
}

function visit(condition: unknown, field: string, { depth, problems }: Visit): number {
  const report = (message: string, at = field) => void problems.push({ field: at, message })
  if (depth > maxDepth) return report(`must not be nested deeper than ${maxDepth} levels`) ?? 0
  if (!isObject(condition)) return report('must be {"all": […]}, {"any": […]}, {"not": …} or a comparison') ?? 0
  const inner = { depth: depth + 1, problems }
  for (const name of ['all', 'any'] as const) {
    const list = condition[name]
    if (list === undefined) continue
    if (!Array.isArray(list) || list.length === 0)
      return report('must be a list of conditions', `${field}.${name}`) ?? 0
    return list
      .slice(0, maxComparisons + 1)
      .reduce((sum, one, place) => sum + visit(one, `${field}.${name}.${place}`, inner), 0)
  }
  if (condition['not'] !== undefined) return visit(condition['not'], `${field}.not`, inner)
  visitComparison(condition, field, report)
  return 1
}

function visitComparison(
  { value, op, to }: Readonly<Record<string, unknown>>,
  field: string,
  report: (message: string, at: string) => undefined,
): undefined {
  if (typeof value !== 'string' || !pathPattern.test(value))
    report('must be the path of a value, such as session.city or contact.language', `${field}.value`)
  const operator = typeof op === 'string' && Object.hasOwn(operators, op) ? operators[op as OperatorName] : null
  if (operator === null) return report(`must be one of ${Object.keys(operators).join(', ')}`, `${field}.op`)
  const wrong = operator.problemOf(to) ?? (typeof to === 'string' ? problemOfTemplate(to) : null)
  if (wrong !== null) report(wrong, `${field}.to`)
  if (op === 'matches' && typeof to === 'string') {
    const bad = problemOfPattern(to)
    if (bad !== null) report(bad, `${field}.to`)
  }
}

/** The value at a path; own members of plain JSON alone. */
export function valueAt(values: Values, path: string): unknown {
  let at: unknown = values
  for (const name of path.split('.')) {
    if (Array.isArray(at)) at = /^\d{1,4}$/.test(name) ? at[Number(name)] : undefined
    else at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined
  }
  return at
}

/** How a comparison came out, for the trace. */
export interface Judgement {
  value: string
  op: string
  found: unknown
  to?: unknown
  holds: boolean
}

/** Whether a condition holds; `judged` gets each comparison that was made. */
export function holds(condition: Condition, values: Values, judged: Judgement[] = []): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, values, judged))
  if ('any' in condition) return condition.any.some((one) => holds(one, values, judged))
  if ('not' in condition) return !holds(condition.not, values, judged)
  const { value, op } = condition
  const actual = valueAt(values, value)
  const to = typeof condition.to === 'string' && op !== 'matches' ? renderTemplate(condition.to, values) : condition.to
  const outcome = op === 'matches' ? matchesPattern(String(to), String(actual ?? '')) : operators[op].test(actual, to)
  judged.push({ value, op, found: actual, ...(to !== undefined && { to }), holds: outcome })
  return outcome
}

/** Paths of the values that a condition reads. */
export function pathsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(pathsOf)
  if ('any' in condition) return condition.any.flatMap(pathsOf)
  return 'not' in condition ? pathsOf(condition.not) : [condition.value]
}
