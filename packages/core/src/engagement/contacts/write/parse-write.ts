import { readPhone } from '#messaging/identities/phone-number.ts'
import { isUserId } from '#messaging/identities/recipient.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { type Attribute, maxIndexedLength } from '../attributes/attribute.ts'
import { parseValue, type StoredValue } from '../attributes/attribute-types.ts'
import { problemOfTag, tagKey, tagName } from '../tags/tag.ts'
import type { ContactWrite, ExternalId, WriteMode } from './contact-write.ts'
import { type MatchKey, matchKeysOf } from './match-keys.ts'

/** One field to write. `stored` null clears it. */
export interface FieldWrite {
  field: string
  mode: WriteMode
  stored: StoredValue | null
  /** The definition; null: a field that every contact has. */
  attribute: Attribute | null
}

/** A write whose values were checked. What has problems is not written at all. */
export interface ParsedWrite {
  id: string | null
  phone: string | null
  userId: string | null
  externalIds: readonly ExternalId[]
  fields: readonly FieldWrite[]
  /** Null: they stay as they are. */
  tags: { mode: WriteMode; tags: readonly { key: string; name: string }[] } | null
  /** By which it finds its contact; none where there are problems. */
  keys: readonly MatchKey[]
  problems: readonly FieldProblem[]
}

const maxNameLength = 200
const text: Pick<Attribute, 'type' | 'options'> = { type: 'text', options: [] }
const builtIn = {
  name: text,
  language: { type: 'language', options: [] },
  timezone: { type: 'timezone', options: [] },
} as const
type BuiltIn = keyof typeof builtIn

/** Attributes by key. */
export type Definitions = ReadonlyMap<string, Attribute>

export function parseWrite(write: ContactWrite, definitions: Definitions): ParsedWrite {
  const problems: FieldProblem[] = []
  const report = (field: string, message: string) => void problems.push({ field, message })
  const modeOf = (field: string): WriteMode => write.modes?.[field] ?? write.mode ?? 'set'
  const phone = write.phone === undefined ? null : parsePhone(write.phone, report)
  if (write.id !== undefined && !isId(write.id)) report('id', 'must be an id of ours, a UUID')
  if (write.userId !== undefined && !isUserId(write.userId))
    report('userId', 'must be a user id of Meta, such as IN.13491208655302741918')
  for (const field of Object.keys(write.modes ?? {})) checkMode(field, modeOf(field), definitions, report)
  const parsed = {
    id: write.id?.toLowerCase() ?? null,
    phone,
    userId: write.userId ?? null,
    externalIds: write.externalIds ?? [],
    fields: [...parseBuiltIn(write, modeOf, report), ...parseAttributes(write, definitions, modeOf, report)],
    tags: parseTags(write.tags, modeOf('tags'), report),
  }
  return { ...parsed, keys: problems.length > 0 ? [] : matchKeysOf(parsed), problems }
}

type Report = (field: string, message: string) => void

function parsePhone(given: string, report: Report): string | null {
  const read = readPhone(given, 'written')
  if ('phone' in read) return read.phone
  report('phone', read.problem)
  return null
}

const isList = (field: string, definitions: Definitions) =>
  field === 'tags' || definitions.get(field.replace(/^attributes\./, ''))?.type === 'multi_select'

function checkMode(field: string, mode: WriteMode, definitions: Definitions, report: Report): void {
  const isKnown =
    field in builtIn || field === 'tags' || (field.startsWith('attributes.') && definitions.has(field.slice(11)))
  if (!isKnown) report(`modes.${field}`, 'names no field of a contact')
  else if ((mode === 'append' || mode === 'remove') && !isList(field, definitions))
    report(`modes.${field}`, 'append and remove are for tags and multi_select attributes')
}

/** Of a whole write, `append` and `remove` concern lists; everything else is set. */
const scalarMode = (mode: WriteMode): WriteMode => (mode === 'setIfEmpty' ? mode : 'set')

function parseBuiltIn(write: ContactWrite, modeOf: (field: string) => WriteMode, report: Report): FieldWrite[] {
  return (Object.keys(builtIn) as BuiltIn[]).flatMap((field) => {
    const value = write[field]
    if (value === undefined) return []
    const stored = value === null ? null : parseBuiltInValue(field, value, report)
    return stored === undefined ? [] : [{ field, mode: scalarMode(modeOf(field)), stored, attribute: null }]
  })
}

function parseBuiltInValue(field: BuiltIn, value: string, report: Report): StoredValue | undefined {
  const parsed = parseValue(builtIn[field], field === 'name' ? value.trim() : value)
  if ('problem' in parsed) return void report(field, parsed.problem)
  if (field !== 'name' || (parsed.value !== '' && [...String(parsed.value)].length <= maxNameLength)) return parsed
  return void report('name', `must have 1 to ${maxNameLength} characters`)
}

function parseAttributes(
  { attributes = {} }: ContactWrite,
  definitions: Definitions,
  modeOf: (field: string) => WriteMode,
  report: Report,
): FieldWrite[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    const field = `attributes.${key}`
    const attribute = definitions.get(key)
    const parsed = parseAttribute(attribute, value)
    if (attribute && parsed !== null && !('problem' in parsed)) {
      const mode = attribute.type === 'multi_select' ? modeOf(field) : scalarMode(modeOf(field))
      return [{ field, mode, stored: value === null ? null : parsed, attribute }]
    }
    report(field, parsed !== null && 'problem' in parsed ? parsed.problem : whyUnknown(key, attribute, definitions))
    return []
  })
}

/** Null: there is no such attribute that takes values. */
function parseAttribute(attribute: Attribute | undefined, value: unknown): StoredValue | { problem: string } | null {
  if (!attribute || attribute.archivedAt !== null) return null
  if (value === null) return { value, keys: '' }
  const parsed = parseValue(attribute, value)
  const isTooLong = 'keys' in parsed && attribute.indexed && parsed.keys.length > maxIndexedLength
  return isTooLong && typeof parsed.keys === 'string'
    ? { problem: `must have at most ${maxIndexedLength} characters, because the attribute is indexed` }
    : parsed
}

function whyUnknown(key: string, attribute: Attribute | undefined, definitions: Definitions): string {
  if (attribute) return 'is archived, and takes no more values'
  const near = [...definitions.values()].find(({ label, key: other }) => isNear(key, other) || isNear(key, label))
  return `is not an attribute of this account${near ? `; did you mean ${near.key}?` : '; create it by POST /v1/attributes'}`
}

const isNear = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((word) => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
  return (
    a === b ||
    (a !== undefined &&
      b !== undefined &&
      a.length > 3 &&
      (b.startsWith(a.slice(0, -1)) || a.startsWith(b.slice(0, -1))))
  )
}

function parseTags(tags: ContactWrite['tags'], mode: WriteMode, report: Report): ParsedWrite['tags'] {
  if (tags === undefined) return null
  for (const [at, tag] of (tags ?? []).entries()) {
    const problem = problemOfTag(tag)
    if (problem !== null) report(`tags.${at}`, problem)
  }
  const byKey = new Map((tags ?? []).map((tag) => [tagKey(tag), tagName(tag)]))
  const named = [...byKey].map(([key, name]) => ({ key, name }))
  return { mode: tags === null ? 'set' : mode, tags: named }
}
