import type { TSchema } from 'typebox'
import { type Annotated, annotations, type Rule } from './schema.ts'

type Rename = (name: string) => string

/** The same schema for a surface that spells the names of members differently; names in open objects stay. */
export function renameMembers(schema: TSchema, rename: Rename): TSchema {
  const { properties, required, items, anyOf, ...rest } = schema as Record<string, unknown>
  const notes = (schema as Annotated)[annotations]
  return {
    ...rest,
    ...(properties !== undefined && { properties: renameAll(properties, rename) }),
    ...(Array.isArray(required) && { required: required.map(rename) }),
    ...(items !== undefined && { items: renameMembers(items as TSchema, rename) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((one: TSchema) => renameMembers(one, rename)) }),
    ...(notes && { [annotations]: renameNotes(notes, rename) }),
  }
}

type Notes = NonNullable<Annotated[typeof annotations]>

function renameNotes({ rules, refused, variants, either, ...rest }: Notes, rename: Rename): Notes {
  return {
    ...rest,
    ...(rules && { rules: rules.map((rule) => renameRule(rule, rename)) }),
    ...(refused && { refused: renameKeys(refused, rename) }),
    ...(variants && {
      variants: {
        member: rename(variants.member),
        schemas: mapValues(variants.schemas, (one) => renameMembers(one, rename)),
        anyCase: variants.anyCase,
      },
    }),
    ...(either && {
      either: {
        member: rename(either.member),
        present: renameMembers(either.present, rename),
        absent: renameMembers(either.absent, rename),
      },
    }),
  }
}

function renameRule(rule: Rule, rename: Rename): Rule {
  if (rule.kind === 'one_of') return { ...rule, members: rule.members.map(rename) }
  const path = renamePath(rule.path, rename)
  return 'member' in rule ? { ...rule, path, member: renamePath(rule.member, rename) } : { ...rule, path }
}

const renamePath = (path: string, rename: Rename) => path.split('.').map(rename).join('.')

function renameAll(properties: unknown, rename: Rename): Record<string, TSchema> {
  const schemas = properties as Record<string, TSchema>
  return renameKeys(
    mapValues(schemas, (one) => renameMembers(one, rename)),
    rename,
  )
}

const renameKeys = <Value>(values: Readonly<Record<string, Value>>, rename: Rename): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]))

const mapValues = <Value, Result>(values: Readonly<Record<string, Value>>, change: (value: Value) => Result) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
