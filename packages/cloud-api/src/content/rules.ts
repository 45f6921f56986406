import { isAbsent, isObject, type Json } from '../json.ts'
import type { Report } from './report.ts'
import type { Rule } from './schema.ts'
import { shown } from './shown.ts'

/** Looks at an object whose members have been checked one by one. */
type RuleCheck = (value: Json, report: Report) => undefined

interface Place {
  /** Relative to the object that has the rule. */
  readonly at: string
  readonly value: unknown
}

/** Longer lists have been reported before. */
const maxItems = 100

/** Places are named only once something is wrong: a valid message costs a look at its values. */
export function compileRule(rule: Rule): RuleCheck {
  switch (rule.kind) {
    case 'one_of':
      return (value, report) => checkOneOf(rule.members, value, report)
    case 'unique':
      return uniqueCheck(rule.path)
    case 'same':
      return sameCheck(rule.path, (value) => value)
    case 'same_length':
      return sameCheck(rule.path, (value) => (Array.isArray(value) ? value.length : undefined))
    case 'all_or_none':
      return allOrNoneCheck(rule.path, rule.member)
    case 'total':
      return totalCheck(rule.path, rule.max)
    case 'required_of_many':
      return requiredOfManyCheck(rule.path, rule.member)
  }
}

/** What the path leads to, absent values left out. */
function collect(value: unknown, path: readonly string[], step: number, values: unknown[]): unknown[] {
  const name = path[step]
  if (name === undefined) values.push(value)
  else if (name === '*') {
    const end = Array.isArray(value) ? Math.min(value.length, maxItems) : 0
    for (let index = 0; index < end; index += 1) collect((value as unknown[])[index], path, step + 1, values)
  } else if (isObject(value) && !isAbsent(value[name])) collect(value[name], path, step + 1, values)
  return values
}

/** The same, with the place of each. */
function placesOf(value: unknown, path: readonly string[]): Place[] {
  let places: Place[] = [{ at: '', value }]
  for (const name of path) places = places.flatMap((place) => (name === '*' ? toItems(place) : toMember(place, name)))
  return places
}

function toItems({ at, value }: Place): Place[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, maxItems).map((item: unknown, index) => ({ at: `${at}.${index}`, value: item }))
}

function toMember({ at, value }: Place, name: string): Place[] {
  const member = isObject(value) ? value[name] : undefined
  return isAbsent(member) ? [] : [{ at: at === '' ? name : `${at}.${name}`, value: member }]
}

function checkOneOf(members: readonly string[], value: Json, report: Report): undefined {
  let given = 0
  for (const member of members) if (!isAbsent(value[member])) given += 1
  if (given === 0) report.add({ message: `needs one of ${members.join(' and ')}`, rule: 'required' })
  if (given > 1) report.add({ message: `must have only one of ${members.join(' and ')}, has both` })
}

function uniqueCheck(path: string): RuleCheck {
  const steps = path.split('.')
  return (value, report) => {
    const values = collect(value, steps, 0, [])
    if (values.length < 2 || new Set(values).size === values.length) return
    const first = new Map<unknown, string>()
    for (const { at, value: one } of placesOf(value, steps)) {
      const before = first.get(one)
      if (before === undefined) first.set(one, at)
      else report.add({ message: `must be unique: ${shown(one)} is also at ${report.field(before)}` }, at)
    }
  }
}

function sameCheck(path: string, read: (found: unknown) => unknown): RuleCheck {
  const steps = path.split('.')
  return (value, report) => {
    const values = collect(value, steps, 0, [])
    const expected = read(values[0])
    if (values.every((one) => read(one) === expected)) return
    const [first] = placesOf(value, steps)
    for (const { at, value: one } of placesOf(value, steps))
      if (read(one) !== expected)
        report.add(
          { message: `must be the same on all ${steps[0]}: ${differs(read(one), expected, report.field(first?.at))}` },
          at,
        )
  }
}

const differs = (here: unknown, there: unknown, place: string) => `${shown(here)} here, ${shown(there)} at ${place}`

function allOrNoneCheck(path: string, member: string): RuleCheck {
  const [items, steps] = [[...path.split('.'), '*'], member.split('.')]
  return (value, report) => {
    const all = collect(value, items, 0, [])
    const having = all.filter((item) => collect(item, steps, 0, []).length > 0).length
    if (having === 0 || having === all.length) return
    for (const { at, value: item } of placesOf(value, items))
      if (collect(item, steps, 0, []).length === 0)
        report.add({ message: `is required when another of the ${path} has it`, rule: 'required' }, `${at}.${member}`)
  }
}

function totalCheck(path: string, max: number): RuleCheck {
  const steps = path.split('.')
  const [list = '', items = ''] = [steps[0], steps.at(-1)?.replaceAll('_', ' ')]
  return (value, report) => {
    const lengths = collect(value, steps, 0, []).map((list) => (Array.isArray(list) ? list.length : 0))
    const total = lengths.reduce((sum, length) => sum + length, 0)
    const isReported = lengths.some((length) => length > max)
    if (total > max && !isReported)
      report.add({ message: `must have at most ${max} ${items} in all ${list} together, has ${total}` }, list)
  }
}

function requiredOfManyCheck(path: string, member: string): RuleCheck {
  return (value, report) => {
    const items = value[path]
    if (!Array.isArray(items) || items.length < 2) return
    for (const [index, item] of items.slice(0, maxItems).entries())
      if (isObject(item) && (isAbsent(item[member]) || item[member] === ''))
        report.addMissing(`${path}.${index}.${member}`)
  }
}
