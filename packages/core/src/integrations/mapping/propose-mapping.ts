import { isObject } from '@dawk/cloud-api/json.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { EventMapping } from '../sources/event-source.ts'
import { type EventInput, escapePart } from './pointer.ts'
import { readInstant } from './read-event.ts'

export const placeKinds = ['phone', 'email', 'instant', 'number', 'boolean', 'text'] as const

/** A place that events have, with values from them. */
interface EventPlace {
  pointer: string
  /** In how many of the events. */
  found: number
  kind: (typeof placeKinds)[number]
  examples: readonly string[]
}

export interface ProposedMapping {
  /** Events that were looked at. */
  samples: number
  places: readonly EventPlace[]
  mapping: EventMapping
}

const maxPlaces = 300
const maxExamples = 3
/** Of a list its first items alone. */
const maxItems = 2

/** What the places of events probably are, by their names and by what stands there. */
export function proposeMapping(inputs: readonly EventInput[], attributes: ReadonlySet<string>): ProposedMapping {
  const places = findPlaces(inputs)
  return { samples: inputs.length, places, mapping: toMapping(places, attributes) }
}

function findPlaces(inputs: readonly EventInput[]): EventPlace[] {
  const values = new Map<string, { found: number; examples: Set<string> }>()
  for (const { body } of inputs)
    for (const [pointer, value] of leavesOf(body, '')) {
      const known = values.get(pointer) ?? { found: 0, examples: new Set<string>() }
      if (values.size >= maxPlaces && !values.has(pointer)) continue
      values.set(pointer, known)
      known.found += 1
      if (known.examples.size < maxExamples) known.examples.add(value.slice(0, 120))
    }
  return [...values].map(([pointer, { found, examples }]) => {
    const all = [...examples]
    return { pointer, found, examples: all, kind: kindOf(pointer, all) }
  })
}

function* leavesOf(value: unknown, at: string): Generator<[string, string]> {
  if (Array.isArray(value)) {
    for (const [place, item] of value.slice(0, maxItems).entries()) yield* leavesOf(item, `${at}/${place}`)
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) yield* leavesOf(member, `${at}/${escapePart(name)}`)
  } else if (value !== null && value !== undefined && String(value) !== '') yield [at, String(value)]
}

const nameOf = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/') + 1)

function kindOf(pointer: string, examples: readonly string[]): EventPlace['kind'] {
  const all = (fits: (text: string) => boolean) => examples.length > 0 && examples.every(fits)
  if (isPhoneName(pointer) && all(isPhone)) return 'phone'
  if (all((text) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text))) return 'email'
  if (all((text) => readInstant(text) !== null && !/^\d+$/.test(text))) return 'instant'
  if (all((text) => /^\+\d[\d\s-]{7,18}$/.test(text) && isPhone(text))) return 'phone'
  if (all((text) => /^-?\d+(?:\.\d+)?$/.test(text))) return 'number'
  return all((text) => text === 'true' || text === 'false') ? 'boolean' : 'text'
}

const isPhoneName = (pointer: string): boolean => /phone|mobile|whatsapp|msisdn|wa_?id|cell/i.test(nameOf(pointer))
const isPhone = (text: string): boolean =>
  /^\+?[\d\s().-]{7,20}$/.test(text) &&
  (parsePhoneNumberFromString(text.startsWith('+') ? text : `+${text}`)?.isPossible() === true ||
    parsePhoneNumberFromString(text, 'IN')?.isPossible() === true)

/** Of several places that fit, that of a customer comes first, then the one that is least deep. */
function best(places: readonly EventPlace[], fits: (place: EventPlace) => boolean): EventPlace | undefined {
  const rank = ({ pointer }: EventPlace): number =>
    (/customer|contact|buyer|user|lead|person|client/i.test(pointer) ? 0 : 10) +
    (/shipping|billing|seller|store|agent|merchant/i.test(pointer) ? 5 : 0) +
    pointer.split('/').length
  return places.filter(fits).toSorted((a, b) => b.found - a.found || rank(a) - rank(b))[0]
}

const named = (pattern: RegExp) => (place: EventPlace) => pattern.test(nameOf(place.pointer))
const ofPerson = ({ pointer }: EventPlace) => /customer|contact|buyer|user|lead|person|client/i.test(pointer)

function toMapping(places: readonly EventPlace[], attributes: ReadonlySet<string>): EventMapping {
  const phone = best(places, ({ kind }) => kind === 'phone')
  const type = best(
    places,
    (place) =>
      named(/^(event_?type|event_?name|event|type|topic|action)$/i)(place) && place.pointer.split('/').length <= 3,
  )
  const occurredAt = best(places, (place) => place.kind === 'instant' && named(/creat|occur|time|date|at$/i)(place))
  const externalId = best(
    places,
    (place) => ofPerson(place) && named(/^(id|uid|customer_?id|contact_?id|user_?id)$/i)(place),
  )
  const isInternational = phone?.examples.every((text) => text.startsWith('+')) ?? true
  return {
    ...(type && { type: type.pointer }),
    ...(occurredAt && { occurredAt: occurredAt.pointer }),
    contact: {
      ...(phone && { phone: phone.pointer }),
      ...(phone && !isInternational && { defaultCountry: 'IN' }),
      ...(externalId && { externalId: externalId.pointer }),
      ...namesOf(places),
    },
    attributes: Object.fromEntries(
      [...attributes].flatMap((key) => {
        const place = best(places, ({ pointer }) => nameOf(pointer).toLowerCase() === key.toLowerCase())
        return place ? [[key, place.pointer]] : []
      }),
    ),
    tags: [],
    data: dataOf(places),
  }
}

function namesOf(places: readonly EventPlace[]): { name?: readonly string[] } {
  const first = best(places, named(/^(first_?name|given_?name)$/i))
  const last = best(places, named(/^(last_?name|family_?name|surname)$/i))
  if (first) return { name: last ? [first.pointer, last.pointer] : [first.pointer] }
  const whole =
    best(places, named(/^(full_?name|customer_?name|display_?name)$/i)) ??
    best(places, (place) => ofPerson(place) && named(/^name$/i)(place)) ??
    best(places, ({ pointer }) => pointer === '/name')
  return whole ? { name: [whole.pointer] } : {}
}

const maxData = 12

/** What a message would want to say: numbers and names of orders, amounts, links. */
function dataOf(places: readonly EventPlace[]): Record<string, string> {
  const data: Record<string, string> = {}
  const telling = places.filter(({ pointer }) =>
    /^(order_?(id|number|name|no)|number|name|id|total(_price)?|amount|currency|status|tracking_?(url|number)|url|link|title|product|quantity|date|time|code)$/i.test(
      nameOf(pointer),
    ),
  )
  for (const { pointer } of telling) {
    const parts = pointer.split('/').filter((part) => part !== '' && !/^\d+$/.test(part))
    const name = parts
      .slice(-2)
      .join('_')
      .replaceAll(/[^\w-]/g, '_')
      .slice(0, 40)
    if (Object.keys(data).length < maxData && !Object.hasOwn(data, name)) data[name] = pointer
  }
  return data
}
