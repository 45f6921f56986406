import { isRecord, record, text } from '#lib/data/json.ts'
import type { SendChoices } from './send-choices.ts'

/** Where the value of one place comes from, as it is written. */
export interface PlaceFields {
  source: string
  fallback: string
  /** Members of the binding that have no field, such as `transform`: they stay. */
  more?: Readonly<Record<string, unknown>>
}

/** By place, as `body.1`. */
export type Places = Readonly<Record<string, PlaceFields>>

export type SendableTemplate = SendChoices['templates'][number]

interface TextSlot {
  variables: string[]
  named: boolean
}
interface Slots {
  header: { isFile: boolean; text: TextSlot | null }
  body: TextSlot | null
  buttons: number[]
}

const files = ['IMAGE', 'VIDEO', 'DOCUMENT']

/** What of its text wants a value. */
function slotsOf({ components, parameterFormat }: SendableTemplate): Slots {
  const part = (type: string) => components.find((one) => text(one['type']).toUpperCase() === type)
  const textSlot = (value: unknown): TextSlot | null => {
    const variables = [...new Set(Array.from(text(value).matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, name = '']) => name))]
    return variables.length === 0 ? null : { variables, named: parameterFormat.toUpperCase() === 'NAMED' }
  }
  const header = part('HEADER')
  const buttons = part('BUTTONS')?.['buttons']
  return {
    header: { isFile: files.includes(text(header?.['format']).toUpperCase()), text: textSlot(header?.['text']) },
    body: textSlot(part('BODY')?.['text']),
    buttons: (Array.isArray(buttons) ? buttons : []).flatMap((button: Record<string, unknown>, index) =>
      text(button['url']).includes('{{') ? [index] : [],
    ),
  }
}

interface NamedTemplate {
  name: string
  language: string
}

export const templateKey = ({ name, language }: NamedTemplate): string => `${name}|${language}`

export const templateOf = ({ templates }: SendChoices, key: string): SendableTemplate | undefined =>
  templates.find((one) => templateKey(one) === key)

/** The places of a template that want a value, as `body.1`. */
export function placesOf(template: SendableTemplate): string[] {
  const { header, body, buttons } = slotsOf(template)
  return [
    ...(header.isFile ? ['header.link'] : (header.text?.variables ?? []).map((name) => `header.${name}`)),
    ...(body?.variables ?? []).map((name) => `body.${name}`),
    ...buttons.map((index) => `buttons.${index}`),
  ]
}

const toValue = (place: PlaceFields | undefined): unknown => {
  const { source = '', fallback = '', more } = place ?? {}
  if (source === '') return fallback
  if (source === 'link') return { ...more, link: fallback }
  return { ...more, source, ...(fallback !== '' && { fallback }) }
}

type ValueAt = (place: string) => unknown

function toTexts(slot: TextSlot, part: string, valueAt: ValueAt): unknown {
  const values = slot.variables.map((name) => [name, valueAt(`${part}.${name}`)] as const)
  return slot.named ? Object.fromEntries(values) : values.map(([, value]) => value)
}

/** The values of a template as campaigns and drips take them. */
export function toBindings(template: SendableTemplate, places: Places): Record<string, unknown> {
  const valueAt: ValueAt = (place) => toValue(places[place])
  const { header, body, buttons } = slotsOf(template)
  return {
    ...(header.text && { header: toTexts(header.text, 'header', valueAt) }),
    ...(header.isFile && { header: { link: valueAt('header.link') } }),
    ...(body && { body: toTexts(body, 'body', valueAt) }),
    ...(buttons.length > 0 && {
      buttons: Object.fromEntries(buttons.map((index) => [String(index), valueAt(`buttons.${index}`)])),
    }),
  }
}

function fromValue(value: unknown): PlaceFields {
  if (!isRecord(value)) return { source: '', fallback: text(value) }
  const { source, fallback, link, ...more } = value
  return link === undefined
    ? { source: text(source), fallback: text(fallback), more }
    : { source: 'link', fallback: text(link), more }
}

/** The same, to be edited. */
export function fromBindings(template: SendableTemplate, bindings: unknown): Places {
  const given = record(bindings)
  const slots = slotsOf(template)
  const valueAt = (place: string): unknown => {
    const [part = '', name = ''] = place.split('.')
    const values = given[part]
    if (!Array.isArray(values)) return record(values)[name]
    return values[placeIn(slots, part, name)]
  }
  return Object.fromEntries(placesOf(template).map((place) => [place, fromValue(valueAt(place))]))
}

const placeIn = ({ header, body }: Slots, part: string, name: string): number =>
  (part === 'header' ? header.text : body)?.variables.indexOf(name) ?? -1
