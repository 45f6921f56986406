import { isDeepStrictEqual } from 'node:util'
import type { FieldOrigin } from '#messaging/identities/merge-fields.ts'
import type { RankOf } from '#messaging/identities/source-priority.ts'
import type { Attribute } from '../attributes/attribute.ts'
import { type StoredValue, showValue } from '../attributes/attribute-types.ts'
import type { ExternalId } from './contact-write.ts'
import type { FieldWrite, ParsedWrite } from './parse-write.ts'

/** A contact as it is stored, with all that a write may change. */
export interface StoredContact {
  id: string
  name: string | null
  nameSource: string | null
  phone: string | null
  userId: string | null
  language: string | null
  timezone: string | null
  attributes: Readonly<Record<string, unknown>>
  attributeKeys: Readonly<Record<string, string | readonly string[]>>
  provenance: Readonly<Record<string, FieldOrigin>>
  version: number
  deletedAt: string | null
  tags: readonly { key: string; name: string }[]
}

export interface FieldChange {
  from: unknown
  to: unknown
  source: string
}

/** A contact while writes are applied to it, several of one batch perhaps. */
export interface ContactDraft {
  /** Null: it is new. */
  readonly before: StoredContact | null
  now: StoredContact
  /** By field. */
  changed: Record<string, FieldChange>
  externalIds: ExternalId[]
  /** Identifiers that are not stored yet. */
  identifiers: { kind: 'phone' | 'user_id'; value: string }[]
}

/** Who writes, and how much which source is believed. */
export interface Writer extends FieldOrigin {
  rankOf: RankOf
}

/** Writes what the source may write; returns the fields that keep what a more believed source has said. */
export function applyWrite(draft: ContactDraft, write: ParsedWrite, writer: Writer): string[] {
  const withheld = write.fields.filter((field) => !applyField(draft, field, writer)).map(({ field }) => field)
  if (write.tags) applyTags(draft, write.tags, writer)
  return withheld
}

/** False: another source is believed more. */
function applyField(draft: ContactDraft, write: FieldWrite, { source, at, by, rankOf }: Writer): boolean {
  const { field, mode, attribute } = write
  const current = valueAt(draft.now, field)
  const next = combine(write, current)
  if (next === undefined || isDeepStrictEqual(next?.value ?? null, current)) return true
  if (mode === 'setIfEmpty' && current !== null) return true
  if (current !== null && rankOf(source) > rankOf(originOf(draft.now, field))) return false
  const provenance = { ...draft.now.provenance, [field]: { source, at, by } }
  draft.now = {
    ...withValue(draft.now, write, next),
    provenance,
    ...(field === 'name' && { nameSource: next && source }),
  }
  note(draft, field, { from: shown(attribute, current), to: shown(attribute, next?.value ?? null), source })
  return true
}

const shown = (attribute: Attribute | null, value: unknown) =>
  attribute === null || value === null ? value : showValue(attribute.type, value)

const attributeOf = (field: string) => field.slice('attributes.'.length)

function valueAt(contact: StoredContact, field: string): unknown {
  if (field.startsWith('attributes.')) return contact.attributes[attributeOf(field)] ?? null
  return contact[field as 'name' | 'language' | 'timezone']
}

/** A name without origin is that of the profile. */
const originOf = ({ provenance, nameSource }: StoredContact, field: string): string | null =>
  field === 'name' ? nameSource : (provenance[field]?.source ?? null)

/** What is there in the end; null: nothing, undefined: what was there. */
function combine({ mode, stored, attribute }: FieldWrite, current: unknown): StoredValue | null | undefined {
  if (stored === null || (mode !== 'append' && mode !== 'remove')) return stored
  const given = stored.value as readonly string[]
  const there = (current ?? []) as readonly string[]
  const keys = (attribute?.options ?? [])
    .map(({ key }) => key)
    .filter((key) =>
      mode === 'append' ? there.includes(key) || given.includes(key) : there.includes(key) && !given.includes(key),
    )
  return keys.length === 0 && current === null ? undefined : { value: keys, keys }
}

function withValue(contact: StoredContact, { field, attribute }: FieldWrite, next: StoredValue | null): StoredContact {
  if (attribute === null) {
    const value = next === null ? null : String(next.value)
    return { ...contact, [field]: value }
  }
  const { [attribute.key]: _value, ...attributes } = contact.attributes
  const { [attribute.key]: _keys, ...attributeKeys } = contact.attributeKeys
  if (next === null) return { ...contact, attributes, attributeKeys }
  return {
    ...contact,
    attributes: { ...attributes, [attribute.key]: next.value },
    attributeKeys: { ...attributeKeys, [attribute.key]: next.keys },
  }
}

function note({ changed }: ContactDraft, field: string, change: FieldChange): void {
  const from = changed[field]?.from ?? change.from
  changed[field] = { ...change, from }
  if (isDeepStrictEqual(from, change.to)) delete changed[field]
}

function applyTags(
  draft: ContactDraft,
  { mode, tags }: NonNullable<ParsedWrite['tags']>,
  { source }: FieldOrigin,
): void {
  const before = draft.now.tags
  if (mode === 'setIfEmpty' && before.length > 0) return
  const given = new Set(tags.map(({ key }) => key))
  const kept =
    mode === 'append' ? before : before.filter(({ key }) => (mode === 'remove' ? !given.has(key) : given.has(key)))
  const there = new Set(kept.map(({ key }) => key))
  const after = mode === 'remove' ? kept : [...kept, ...tags.filter(({ key }) => !there.has(key))]
  if (after.length === before.length && after.every(({ key }, at) => key === before[at]?.key)) return
  draft.now = { ...draft.now, tags: after }
  note(draft, 'tags', { from: before.map(({ name }) => name), to: after.map(({ name }) => name), source })
}

export interface TagChange {
  contactId: string
  added: readonly { key: string; name: string }[]
  removed: readonly { key: string; name: string }[]
}

/** Of contacts whose tags differ. */
export function tagChangesOf(drafts: readonly ContactDraft[]): TagChange[] {
  return drafts.flatMap(({ before, now }) => {
    const [was, is] = [new Set(before?.tags.map(({ key }) => key)), new Set(now.tags.map(({ key }) => key))]
    const added = now.tags.filter(({ key }) => !was.has(key))
    const removed = (before?.tags ?? []).filter(({ key }) => !is.has(key))
    return added.length + removed.length === 0 ? [] : [{ contactId: now.id, added, removed }]
  })
}
