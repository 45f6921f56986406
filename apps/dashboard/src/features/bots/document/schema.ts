import { type Json, list, record, text } from '#lib/data/json.ts'

/** What of JSON Schema the forms of nodes need. */
export interface Field {
  name: string
  schema: Json
  required: boolean
}

export const fieldsOf = (schema: Json): Field[] => {
  const required = new Set(list(schema['required']).map(text))
  return Object.entries(record(schema['properties'])).map(([name, member]) => ({
    name,
    schema: record(member),
    required: required.has(name),
  }))
}

export const choicesOf = (schema: Json): readonly string[] => list(schema['enum']).map(text)

export type FieldKind =
  | 'condition'
  | 'choice'
  | 'text'
  | 'longText'
  | 'number'
  | 'seconds'
  | 'boolean'
  | 'object'
  | 'json'
  | 'objects'
  | 'choices'
  | 'numbers'
  | 'texts'

const shortest = 120

/** How a member is edited. */
export function fieldKindOf(schema: Json, name: string): FieldKind {
  if (schema['format'] === 'condition') return 'condition'
  if (choicesOf(schema).length > 0) return 'choice'
  switch (text(schema['type'])) {
    case 'integer':
    case 'number':
      return /seconds$/i.test(name) ? 'seconds' : 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
      return Object.keys(record(schema['properties'])).length > 0 ? 'object' : 'json'
    case 'array':
      return itemsKind(record(schema['items']))
    default:
      return Number(schema['maxLength'] ?? 0) > shortest && schema['format'] === 'template' ? 'longText' : 'text'
  }
}

function itemsKind(items: Json): FieldKind {
  if (choicesOf(items).length > 0) return 'choices'
  const kind = fieldKindOf(items, '')
  if (kind === 'object' || kind === 'json') return kind === 'object' ? 'objects' : 'json'
  return kind === 'number' ? 'numbers' : 'texts'
}

/** The least that a new one of this kind is. */
export function blankOf(schema: Json): Json {
  const entries = fieldsOf(schema).flatMap(({ name, schema: member, required }) =>
    required ? [[name, blankValue(member, name)] as const] : [],
  )
  return Object.fromEntries(entries)
}

function blankValue(schema: Json, name: string): unknown {
  switch (fieldKindOf(schema, name)) {
    case 'choice':
      return choicesOf(schema)[0]
    case 'condition':
      return { all: [{ value: '', op: 'is_set' }] }
    case 'number':
    case 'seconds':
      return Math.max(Number(schema['minimum'] ?? 0), 1)
    case 'boolean':
      return false
    case 'object':
      return blankOf(schema)
    case 'json':
      return text(schema['type']) === 'array' ? [] : {}
    case 'objects':
      return Array.from({ length: Number(schema['minItems'] ?? 1) }, () => blankOf(record(schema['items'])))
    case 'choices':
      return [choicesOf(record(schema['items']))[0]]
    case 'numbers':
    case 'texts':
      return []
    default:
      return ''
  }
}
