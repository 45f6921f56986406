import type { FieldProblem } from '#platform/errors.ts'
import { textKey } from '../text-key.ts'

export const attributeTypes = [
  'text',
  'number',
  'boolean',
  'date',
  'datetime',
  'select',
  'multi_select',
  'phone',
  'email',
  'url',
  'country',
  'language',
  'timezone',
  'money',
  'json',
] as const

export type AttributeType = (typeof attributeTypes)[number]

/** One choice of a select. Values hold the key, so a label may change. */
interface AttributeOption {
  key: string
  label: string
}

/** A field that an account has added to its contacts. */
export interface Attribute {
  id: string
  key: string
  label: string
  type: AttributeType
  options: readonly AttributeOption[]
  /** No two contacts have the same value, and a contact is found by it. */
  unique: boolean
  indexed: boolean
  /** Personal data. */
  pii: boolean
  /** Personal data of the special kinds, such as health. */
  sensitive: boolean
  /** Hidden, and not written any more; the values stay. */
  archivedAt: string | null
  createdAt: string
  updatedAt: string
}

export const maxAttributes = 200
export const maxIndexedAttributes = 10
export const maxOptions = 200
/** Characters of a value that is indexed. */
export const maxIndexedLength = 200

const keyPattern = /^[a-z][a-z0-9_]{0,63}$/
const choices: readonly AttributeType[] = ['select', 'multi_select']

type Described = Pick<Attribute, 'key' | 'type' | 'options' | 'unique' | 'indexed'>

/** What is wrong with a definition, by member. */
export function validateAttribute({ key, type, options, unique, indexed }: Described): FieldProblem[] {
  const problems: FieldProblem[] = []
  const report = (field: string, message: string) => void problems.push({ field, message })
  if (!keyPattern.test(key))
    report('key', 'must begin with a letter a to z, followed by at most 63 of a to z, 0 to 9 and _')
  if (choices.includes(type) && options.length === 0) report('options', `is required for an attribute of type ${type}`)
  if (!choices.includes(type) && options.length > 0) report('options', `does not go with the type ${type}`)
  if (unique && (choices.includes(type) || type === 'boolean' || type === 'json'))
    report('unique', `does not go with the type ${type}`)
  if (indexed && type === 'json') report('indexed', 'does not go with the type json')
  return [...problems, ...validateOptions(options)]
}

function validateOptions(options: readonly AttributeOption[]): FieldProblem[] {
  const keys = new Set<string>()
  const labels = new Set<string>()
  return options.flatMap(({ key, label }, at) => {
    const problems: FieldProblem[] = []
    if (keys.has(key)) problems.push({ field: `options.${at}.key`, message: `repeats the key ${key}` })
    if (labels.has(textKey(label)))
      problems.push({ field: `options.${at}.label`, message: `repeats the label ${label}` })
    keys.add(key)
    labels.add(textKey(label))
    return problems
  })
}
