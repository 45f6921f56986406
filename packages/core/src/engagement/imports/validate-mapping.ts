import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max'
import type { FieldProblem } from '#platform/errors.ts'
import type { Attribute } from '../contacts/attributes/attribute.ts'
import type { ImportMapping, MappedColumn } from './import.ts'
import { dateFormats } from './run/dates.ts'

/** What a column may mean, besides `attributes.<key>`. */
const builtInTargets = [
  'phone',
  'name',
  'tags',
  'language',
  'timezone',
  'country',
  'externalId',
  'userId',
  'id',
] as const

interface Known {
  columns: readonly string[]
  attributes: readonly Attribute[]
  purposes: ReadonlySet<string>
}

type Report = (field: string, message: string) => void

/** Everything that is wrong with a mapping for a file with these columns, by its place. */
export function validateMapping(mapping: ImportMapping, known: Known): FieldProblem[] {
  const problems: FieldProblem[] = []
  const report: Report = (field, message) => void problems.push({ field, message })
  const attributes = new Map(known.attributes.map((one) => [one.key, one]))
  const seen = new Set<string>()
  for (const [at, column] of mapping.columns.entries()) {
    const place = `columns.${at}`
    if (!known.columns.includes(column.column))
      report(`${place}.column`, `is not a column of the file: ${known.columns.slice(0, 20).join(', ')}`)
    validateColumn(column, attributes, (field, message) => report(`${place}.${field}`, message))
    const repeats = seen.has(column.target) && !['name', 'tags', 'externalId'].includes(column.target)
    if (repeats) report(`${place}.target`, `is the target of another column already`)
    seen.add(column.target)
  }
  validateKey(mapping, seen, report)
  validateConsent(mapping, known, report)
  return problems
}

const keys = ['phone', 'externalId', 'userId', 'id'] as const

function validateKey({ key }: ImportMapping, targets: ReadonlySet<string>, report: Report): void {
  if (key === 'any' ? keys.some((one) => targets.has(one)) : targets.has(key)) return
  report(
    'key',
    key === 'any' ? `needs a column for one of ${keys.join(', ')}` : `needs a column whose target is ${key}`,
  )
}

function validateColumn(column: MappedColumn, attributes: ReadonlyMap<string, Attribute>, report: Report): void {
  const { target, mode, defaultCountry, dateFormat, timezone, createOptions } = column
  const attribute = target.startsWith('attributes.') ? attributes.get(target.slice(11)) : undefined
  const isBuiltIn = (builtInTargets as readonly string[]).includes(target)
  if (!isBuiltIn && (!attribute || attribute.archivedAt !== null))
    report('target', `must be one of ${builtInTargets.join(', ')}, or attributes.<key> of an attribute in use`)
  const isList = target === 'tags' || attribute?.type === 'multi_select'
  if ((mode === 'append' || mode === 'remove') && !isList)
    report('mode', 'append and remove are for tags and multi_select attributes')
  if (mode && ['phone', 'externalId', 'userId', 'id', 'country'].includes(target))
    report('mode', `does not go with ${target}`)
  if (createOptions && attribute?.type !== 'select' && attribute?.type !== 'multi_select')
    report('createOptions', 'is for select and multi_select attributes')
  if (defaultCountry !== undefined && !isSupportedCountry(defaultCountry as CountryCode))
    report('defaultCountry', 'must be a country as in ISO 3166, such as IN')
  if (dateFormat !== undefined && !(dateFormats as readonly string[]).includes(dateFormat))
    report('dateFormat', `must be one of ${dateFormats.join(', ')}`)
  if (timezone !== undefined && !isZone(timezone))
    report('timezone', 'must be a time zone of the IANA database, such as Asia/Kolkata')
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== null
  } catch {
    return false
  }
}

function validateConsent({ consent }: ImportMapping, { columns, purposes }: Known, report: Report): void {
  if (consent === null) return
  const { purpose, state, column, evidence } = consent
  if (!purposes.has(purpose)) report('consent.purpose', `must be one of ${[...purposes].join(', ')}`)
  if ((state === undefined) === (column === undefined))
    report('consent', 'needs either a state for all rows, or a column that says it')
  const named = {
    column,
    'evidence.occurredAtColumn': evidence?.occurredAtColumn,
    'evidence.textColumn': evidence?.textColumn,
    'evidence.referenceColumn': evidence?.referenceColumn,
  }
  for (const [field, name] of Object.entries(named))
    if (name !== undefined && !columns.includes(name)) report(`consent.${field}`, 'is not a column of the file')
  if (state === 'opted_in' && !evidence) report('consent.evidence', 'is required: without it nobody is opted in')
}
