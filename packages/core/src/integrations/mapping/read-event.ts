import type { CountryCode } from 'libphonenumber-js/max'
import type { ConsentCommand } from '#engagement/consent/consent-command.ts'
import type { Attribute } from '#engagement/contacts/attributes/attribute.ts'
import type { ContactWrite } from '#engagement/contacts/write/contact-write.ts'
import { readCountryCell, readPhoneCell } from '#engagement/imports/run/phone-cell.ts'
import { readValueCell } from '#engagement/imports/run/value-cells.ts'
import type { ConsentMapping, EventMapping } from '../sources/event-source.ts'
import { type EventInput, textAt } from './pointer.ts'

/** A value that was left out, with why. */
export interface EventNote {
  field: string
  message: string
}

/** What a mapping makes of an event. */
export interface ReadEvent {
  type: string | null
  occurredAt: string | null
  data: Readonly<Record<string, string>>
  /** Null: nothing names a person. */
  write: ContactWrite | null
  /** Null: it says nothing of consent, or nothing that counts. */
  consent: ConsentCommand | null
  notes: readonly EventNote[]
}

export interface ReadingRules {
  mapping: EventMapping
  /** Under which external ids are known: `source:<id>`. */
  externalSource: string
  definitions: ReadonlyMap<string, Attribute>
}

/** Reads an event. What cannot be read is left out and noted: an order with a broken birthday is an order nevertheless. */
export function readEvent(input: EventInput, rules: ReadingRules): ReadEvent {
  const { mapping } = rules
  const notes: EventNote[] = []
  const note = (field: string, message: string) => void notes.push({ field, message })
  const write = readContact(input, rules, note)
  return {
    type: readType(input, mapping),
    occurredAt: readInstant(textAt(input, mapping.occurredAt)),
    data: Object.fromEntries(
      Object.entries(mapping.data).flatMap(([name, pointer]) => {
        const text = textAt(input, pointer)
        return text === null ? [] : [[name, text]]
      }),
    ),
    write,
    consent: mapping.consent ? readConsent(input, mapping.consent, note) : null,
    notes,
  }
}

type Note = (field: string, message: string) => void
type Draft = { -readonly [Key in keyof ContactWrite]: ContactWrite[Key] }

function readContact(
  input: EventInput,
  { mapping, externalSource, definitions }: ReadingRules,
  note: Note,
): ContactWrite | null {
  const { contact } = mapping
  const draft: Draft = {}
  const phone = readPhone(input, contact, note)
  if (phone !== null) draft.phone = phone
  const userId = textAt(input, contact.userId)
  if (userId !== null) draft.userId = userId
  const externalId = textAt(input, contact.externalId)
  if (externalId !== null) draft.externalIds = [{ source: externalSource, externalId: externalId.slice(0, 200) }]
  if (draft.phone === undefined && draft.userId === undefined && draft.externalIds === undefined) return null
  const name = (contact.name ?? []).flatMap((pointer) => textAt(input, pointer) ?? []).join(' ')
  if (name !== '') draft.name = name.slice(0, 200)
  const language = textAt(input, contact.language)
  if (language !== null) draft.language = language
  draft.attributes = readAttributes(input, mapping.attributes, definitions, note)
  if (mapping.tags.length > 0) {
    draft.tags = mapping.tags
    draft.modes = { tags: 'append' }
  }
  return draft
}

/** The first that can be read; what stands before it is noted. */
function readPhone(input: EventInput, contact: EventMapping['contact'], note: Note): string | null {
  const named = textAt(input, contact.country)
  const country = (named && readCountryCell(named)) || ((contact.defaultCountry ?? null) as CountryCode | null)
  for (const pointer of [contact.phone, ...(contact.morePhones ?? [])]) {
    const text = textAt(input, pointer)
    if (text === null) continue
    const read = readPhoneCell(text, country, null)
    if ('phone' in read) return read.phone
    note('phone', read.detail)
  }
  return null
}

function readType(input: EventInput, { type, typeNames = {} }: EventMapping): string | null {
  const given = textAt(input, type)?.slice(0, 100) ?? null
  return given !== null && Object.hasOwn(typeNames, given) ? (typeNames[given] ?? given) : given
}

function readAttributes(
  input: EventInput,
  mapped: EventMapping['attributes'],
  definitions: ReadingRules['definitions'],
  note: Note,
): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  for (const [key, pointer] of Object.entries(mapped)) {
    const text = textAt(input, pointer)
    const definition = definitions.get(key)
    if (text === null) continue
    if (!definition) {
      note(`attributes.${key}`, 'there is no such attribute any more')
      continue
    }
    const read = readValueCell(text, definition.type, { column: key, target: `attributes.${key}` })
    if ('value' in read) attributes[key] = read.value
    else note(`attributes.${key}`, read.detail)
  }
  return attributes
}

/** ISO 8601 with a zone, or seconds or milliseconds since 1970; null: no instant. */
export function readInstant(text: string | null): string | null {
  if (text === null) return null
  const at = /^\d{10}(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /^\d{13}$/.test(text)
      ? Number(text)
      : /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
        ? Date.parse(text.replace(' ', 'T'))
        : Number.NaN
  const isPlausible = at > 0 && at < 253_402_300_800_000
  return isPlausible ? new Date(at).toISOString() : null
}

/** Only a dated act of the person permits more than before; anything restricts. */
function readConsent(input: EventInput, mapping: ConsentMapping, note: Note): ConsentCommand | null {
  const { purpose, text } = mapping
  const given = textAt(input, mapping.state)?.toLowerCase() ?? null
  const isOneOf = (values: readonly string[]) => given !== null && values.some((one) => one.toLowerCase() === given)
  const at = readInstant(textAt(input, mapping.occurredAt))
  if (isOneOf(mapping.optedOut)) return { purpose, state: 'opted_out', ...(at !== null && { occurredAt: at }) }
  if (!isOneOf(mapping.optedIn)) return null
  if (at === null) {
    note('consent', 'nothing says when the person agreed: without it nobody is opted in')
    return null
  }
  if (Date.parse(at) > Date.now() + 5 * 60_000) {
    note('consent', `the consent lies in the future (${at})`)
    return null
  }
  const evidence = { kind: 'store' as const, text: text ?? `${mapping.state}: ${given}` }
  return { purpose, state: 'opted_in', occurredAt: at, evidence }
}
