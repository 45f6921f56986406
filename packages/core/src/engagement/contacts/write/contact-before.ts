import type { FieldOrigin } from '#messaging/identities/merge-fields.ts'
import { type ContactDraft, type StoredContact, tagChangesOf } from './contact-draft.ts'
import type { ExternalId } from './contact-write.ts'

/** A field as it was; `value` null: empty. */
interface FieldBefore {
  value: unknown
  keys: string | readonly string[] | null
  origin: FieldOrigin | null
}

/** What a write changed of a contact, and how it was: enough to take exactly that back. */
export interface ContactBefore {
  phone: string | null
  userId: string | null
  nameSource: string | null
  deletedAt: string | null
  fields: Readonly<Record<string, FieldBefore>>
  /** Keys. */
  tagsAdded: readonly string[]
  tagsRemoved: readonly { key: string; name: string }[]
  /** What it has been known by since. */
  identifiers: ContactDraft['identifiers']
  externalIds: readonly ExternalId[]
}

/** Null: the contact was not there. */
export function beforeOf(draft: ContactDraft): ContactBefore | null {
  const { before } = draft
  if (before === null) return null
  const [tags] = tagChangesOf([draft])
  const fields = Object.keys(draft.changed).filter((field) => field !== 'tags')
  return {
    phone: before.phone,
    userId: before.userId,
    nameSource: before.nameSource,
    deletedAt: before.deletedAt,
    fields: Object.fromEntries(fields.map((field) => [field, fieldOf(before, field)])),
    tagsAdded: (tags?.added ?? []).map(({ key }) => key),
    tagsRemoved: tags?.removed ?? [],
    identifiers: draft.identifiers,
    externalIds: draft.externalIds,
  }
}

const attributeOf = (field: string) => field.slice('attributes.'.length)

function fieldOf(before: StoredContact, field: string): FieldBefore {
  const origin = before.provenance[field] ?? null
  if (!field.startsWith('attributes.')) return { value: before[field as 'name'], keys: null, origin }
  const key = attributeOf(field)
  return { value: before.attributes[key] ?? null, keys: before.attributeKeys[key] ?? null, origin }
}

/**
 * The contact with what `before` says back in place, but for what somebody else has changed since: a field whose last writer is
 * not `source`, an identifier that is in use, a tag that is gone or back already.
 * @param removed identifiers that it does not have any more
 */
export function restore(
  now: StoredContact,
  before: ContactBefore,
  { source, removed }: { source: string; removed: ReadonlySet<string> },
): StoredContact {
  let restored = now
  for (const [field, was] of Object.entries(before.fields))
    if (now.provenance[field]?.source === source) restored = withField(restored, field, was, before.nameSource)
  const added = new Set(before.tagsAdded)
  const kept = now.tags.filter(({ key }) => !added.has(key))
  const there = new Set(kept.map(({ key }) => key))
  return {
    ...restored,
    tags: [...kept, ...before.tagsRemoved.filter(({ key }) => !there.has(key))],
    phone: now.phone !== null && removed.has(now.phone) ? before.phone : now.phone,
    userId: now.userId !== null && removed.has(now.userId) ? before.userId : now.userId,
  }
}

function withField(contact: StoredContact, field: string, was: FieldBefore, nameSource: string | null): StoredContact {
  const { [field]: _writer, ...others } = contact.provenance
  const provenance = was.origin === null ? others : { ...others, [field]: was.origin }
  if (!field.startsWith('attributes.'))
    return { ...contact, provenance, [field]: was.value, ...(field === 'name' && { nameSource }) }
  const key = attributeOf(field)
  const { [key]: _value, ...attributes } = contact.attributes
  const { [key]: _keys, ...attributeKeys } = contact.attributeKeys
  if (was.value === null || was.keys === null) return { ...contact, provenance, attributes, attributeKeys }
  return {
    ...contact,
    provenance,
    attributes: { ...attributes, [key]: was.value },
    attributeKeys: { ...attributeKeys, [key]: was.keys },
  }
}
