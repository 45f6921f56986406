import type { TSchema } from 'typebox'
import { isAbsent, isObject, isStorable, type Json, storableRule } from '../json.ts'
import { didYouMean } from './did-you-mean.ts'
import { type ContentProblem, legible, Report } from './report.ts'
import { compileRule } from './rules.ts'
import { type Annotated, annotations, type Complaint } from './schema.ts'
import { shown } from './shown.ts'

/** Looks at a value that is present, and reports what is wrong with it. */
type Check = (value: unknown, report: Report) => undefined

/** Every problem of a value, at most 20; `field` is the name of its member. */
export type Validator = (value: unknown, field: string) => readonly ContentProblem[]

const maxDepth = 20
/** WhatsApp's own limit for a message as a whole. */
const maxSize = 65_536

/**
 * Turns a schema into a function, once; calling it walks the value and the schema together. It knows the keywords that
 * `schema.ts` writes. A null counts as absent, and lengths count Unicode code points, which is how Meta counts as far
 * as its clients can tell.
 */
export function compileValidator(schema: TSchema): Validator {
  const check = toCheck(schema)
  return (value, field) => {
    const report = new Report(field)
    if (isAbsent(value)) report.addMissing()
    else check(value, report)
    if (report.size > maxSize) report.add({ message: `must have at most ${maxSize} characters in all` })
    return report.problems
  }
}

/** The keywords of a schema, as far as `schema.ts` writes them. */
interface Keywords {
  type?: string
  enum?: readonly string[]
  properties?: Readonly<Record<string, TSchema>>
  required?: readonly string[]
  additionalProperties?: boolean
  minProperties?: number
  items?: TSchema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

function toCheck(schema: Annotated): Check {
  const { check, variants, either } = schema[annotations] ?? {}
  const keywords = schema as Keywords
  if (check) return scalarCheck(check)
  if (variants) return variantCheck(variants)
  if (either) return eitherCheck(either)
  if (keywords.enum) return choiceCheck(keywords.enum, schema[annotations]?.anyCase === true)
  switch (keywords.type) {
    case 'object':
      return keywords.properties ? objectCheck(schema, keywords.properties) : openObjectCheck(keywords)
    case 'array':
      return listCheck(keywords)
    case 'string':
      return textCheck(keywords)
    case 'integer':
      return integerCheck(keywords)
    case 'boolean':
      return booleanCheck
    default:
      throw new TypeError(`no check for a schema of type ${String(keywords.type)}`)
  }
}

function objectCheck(schema: Annotated, properties: Readonly<Record<string, TSchema>>): Check {
  const { rules = [], refused = {} } = schema[annotations] ?? {}
  const { required = [] } = schema as Keywords
  const ruleChecks = rules.map(compileRule)
  const names = Object.keys(properties)
  const members = names.map((name) => ({
    name,
    isRequired: required.includes(name),
    check: toCheck(properties[name] ?? {}),
  }))

  function reportUnknown(value: Json, report: Report): undefined {
    for (const name of Object.keys(value))
      if (!names.includes(name) && !isAbsent(value[name]) && !report.isFull)
        report.add(
          {
            message: Object.hasOwn(refused, name)
              ? String(refused[name])
              : `is not a known field${didYouMean(name, names)}`,
            rule: 'unknown_member',
          },
          legible(name),
        )
  }

  return (value, report) => {
    if (report.isFull) return
    if (!isObject(value)) return report.add({ message: `must be an object, got ${shown(value)}`, rule: 'type' })
    let known = 0
    for (const { name, isRequired, check } of members) {
      const member = value[name]
      if (member !== undefined) known += 1
      if (isAbsent(member)) {
        if (isRequired) report.addMissing(name)
        continue
      }
      report.enter(name)
      check(member, report)
      report.leave()
    }
    if (hasMoreMembers(value, known)) reportUnknown(value, report)
    for (const checkRule of ruleChecks) checkRule(value, report)
  }
}

function hasMoreMembers(value: Json, count: number): boolean {
  let members = 0
  for (const _ in value) members += 1
  return members > count
}

/** Names and values are the customer's; only what cannot be stored is refused. */
function openObjectCheck({ minProperties = 0 }: Keywords): Check {
  function visit(value: unknown, report: Report): undefined {
    if (report.isFull || report.size > maxSize) return
    if (typeof value === 'string') return checkStorable(value, report)
    if (typeof value !== 'object' || value === null) return
    if (report.depth > maxDepth) return report.add({ message: `must not be nested deeper than ${maxDepth} levels` })
    for (const [name, member] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      if (typeof name === 'string') checkStorable(name, report)
      report.enter(typeof name === 'string' && !isStorable(name) ? '\ufffd' : name)
      visit(member, report)
      report.leave()
    }
  }

  return (value, report) => {
    if (!isObject(value)) return report.add({ message: `must be an object, got ${shown(value)}`, rule: 'type' })
    if (Object.keys(value).length < minProperties)
      return report.add({ message: 'must not be empty: leave it out instead' })
    visit(value, report)
  }
}

/** The items of a list that is too long are looked at as far as the limit. */
function listCheck({ items, minItems = 0, maxItems = 0 }: Keywords): Check {
  const check = toCheck(items ?? {})
  return (value, report) => {
    if (report.isFull) return
    const what = report.memberName.replaceAll('_', ' ')
    if (!Array.isArray(value))
      return report.add({ message: `must be a list of ${what}, got ${shown(value)}`, rule: 'type' })
    if (value.length < minItems || value.length > maxItems)
      report.add({ message: `must have ${range(minItems, maxItems)} ${what}, has ${value.length}` })
    const end = Math.min(value.length, maxItems)
    for (let index = 0; index < end; index += 1) {
      report.enter(index)
      if (isAbsent(value[index])) report.addMissing()
      else check(value[index], report)
      report.leave()
    }
  }
}

function textCheck({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Keywords): Check {
  return (value, report) => {
    if (value === '' && minLength > 0) return report.addMissing()
    if (typeof value !== 'string') return report.add({ message: `must be a string, got ${shown(value)}`, rule: 'type' })
    checkStorable(value, report)
    if (value.length <= maxLength) return // never more characters than code units
    const length = countCharacters(value)
    if (length > maxLength)
      report.add({
        message: `must have ${range(minLength, maxLength)} characters, has ${length}: ${shown(value)}`,
        rule: 'max_length',
      })
  }
}

function checkStorable(value: string, report: Report): undefined {
  report.size += value.length
  if (!isStorable(value)) report.add({ message: storableRule })
}

function countCharacters(value: string): number {
  let count = 0
  for (const _ of value) count += 1
  return count
}

const range = (min: number, max: number) => (min === 0 ? `at most ${max}` : min === max ? `${max}` : `${min} to ${max}`)

function choiceCheck(names: readonly string[], anyCase: boolean): Check {
  const known = new Set(names)
  return (value, report) => {
    if (value === '') report.addMissing()
    else if (!(typeof value === 'string' && known.has(anyCase ? value.toLowerCase() : value)))
      report.add({ message: notOneOf(names, value) })
  }
}

function notOneOf(names: readonly string[], value: unknown): string {
  const hint = typeof value === 'string' && names.length > 1 ? didYouMean(value, names) : ''
  return `must be ${names.length > 1 ? 'one of ' : ''}${names.join(', ')}, got ${shown(value)}${hint}`
}

function integerCheck({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Keywords): Check {
  return (value, report) => {
    if (!Number.isSafeInteger(value) || Number(value) < minimum || Number(value) > maximum)
      report.add({ message: `must be a whole number from ${minimum} to ${maximum}, got ${shown(value)}` })
  }
}

const booleanCheck: Check = (value, report) => {
  if (typeof value !== 'boolean') report.add({ message: `must be true or false, got ${shown(value)}`, rule: 'type' })
}

function scalarCheck(check: (value: unknown) => Complaint | null): Check {
  return (value, report) => {
    if (typeof value === 'string') checkStorable(value, report)
    const complaint = check(value)
    if (complaint) report.add(complaint)
  }
}

type Variants = NonNullable<NonNullable<Annotated[typeof annotations]>['variants']>

function variantCheck({ member, schemas, anyCase }: Variants): Check {
  const names = Object.keys(schemas)
  const checks = new Map(names.map((name) => [name, toCheck(schemas[name] ?? {})]))
  return (value, report) => {
    if (report.isFull) return
    if (!isObject(value)) return report.add({ message: `must be an object, got ${shown(value)}`, rule: 'type' })
    const tag = value[member]
    if (isAbsent(tag) || tag === '') return report.addMissing(member)
    const check = typeof tag === 'string' ? checks.get(anyCase ? tag.toLowerCase() : tag) : undefined
    if (check) check(value, report)
    else report.add({ message: notOneOf(names, tag) }, member)
  }
}

type Either = NonNullable<NonNullable<Annotated[typeof annotations]>['either']>

function eitherCheck({ member, present, absent }: Either): Check {
  const [ifPresent, ifAbsent] = [toCheck(present), toCheck(absent)]
  return (value, report) => {
    const isPresent = isObject(value) && !isAbsent(value[member])
    if (isPresent) ifPresent(value, report)
    else ifAbsent(value, report)
  }
}
