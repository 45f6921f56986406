import { text } from '#lib/data/json.ts'
import type { CampaignBody } from './api/change-campaign.ts'
import type { Choices } from './api/choices.ts'

/** Where the value of one place of the template comes from, as it is written. */
export interface PlaceFields {
  source: string
  fallback: string
}

export interface Fields {
  name: string
  numberId: string
  /** `name|language`. */
  template: string
  places: Readonly<Record<string, PlaceFields>>
  segmentId: string
  /** One phone number in a line. */
  phones: string
  /** A local time; empty: at once. */
  at: string
  /** The second content of an A/B test, `name|language`; empty: there is none. Its places begin with `b.`. */
  otherTemplate: string
  holdoutPercent: string
  maxPerMinute: string
  /** Such as `1, 5, 20`. */
  rampPercents: string
  rampMinutes: string
}

export const emptyFields: Fields = {
  name: '',
  numberId: '',
  template: '',
  places: {},
  segmentId: '',
  phones: '',
  at: '',
  otherTemplate: '',
  holdoutPercent: '',
  maxPerMinute: '',
  rampPercents: '',
  rampMinutes: '30',
}

type Template = Choices['templates'][number]

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
function slotsOf({ components, parameterFormat }: Template): Slots {
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

export const templateOf = ({ templates }: Choices, key: string): Template | undefined =>
  templates.find(({ name, language }) => `${name}|${language}` === key)

/** The places of a template that want a value, as `body.1`. */
export function placesOf(template: Template): string[] {
  const { header, body, buttons } = slotsOf(template)
  return [
    ...(header.isFile ? ['header.link'] : (header.text?.variables ?? []).map((name) => `header.${name}`)),
    ...(body?.variables ?? []).map((name) => `body.${name}`),
    ...buttons.map((index) => `buttons.${index}`),
  ]
}

const toValue = (place: PlaceFields | undefined): unknown => {
  const { source = '', fallback = '' } = place ?? {}
  if (source === '') return fallback
  if (source === 'link') return { link: fallback }
  return { source, ...(fallback !== '' && { fallback }) }
}

type ValueAt = (place: string) => unknown

function toTexts(slot: TextSlot, part: string, valueAt: ValueAt): unknown {
  const values = slot.variables.map((name) => [name, valueAt(`${part}.${name}`)] as const)
  return slot.named ? Object.fromEntries(values) : values.map(([, value]) => value)
}

function toBindings(template: Template, places: Fields['places'], prefix = ''): Record<string, unknown> {
  const valueAt: ValueAt = (place) => toValue(places[prefix + place])
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

/** Null: nothing is written. */
const wholeOf = (written: string): number | null => (/^\d+$/.test(written.trim()) ? Number(written) : null)

/** Null: something is missing that cannot be left out. */
export function toBody(fields: Fields, choices: Choices): CampaignBody | null {
  const template = templateOf(choices, fields.template)
  const numberId = fields.numberId || choices.numbers[0]?.id
  if (!template || !numberId || fields.name.trim() === '') return null
  const other = templateOf(choices, fields.otherTemplate)
  const percents = fields.rampPercents.split(/[,\s]+/).flatMap((part) => wholeOf(part) ?? [])
  const phones = fields.phones.split('\n').map((line) => line.trim())
  return {
    name: fields.name,
    numberId,
    template: { name: template.name, language: template.language },
    bindings: toBindings(template, fields.places),
    audience: fields.segmentId === '' ? {} : { segmentIds: [fields.segmentId] },
    list: phones.filter((phone) => phone !== '').map((phone) => ({ phone })),
    variants: other
      ? [
          {
            weight: 1,
            template: { name: other.name, language: other.language },
            bindings: toBindings(other, fields.places, 'b.'),
          },
        ]
      : [],
    holdoutPercent: wholeOf(fields.holdoutPercent) ?? 0,
    maxPerMinute: wholeOf(fields.maxPerMinute),
    ramp: percents.length === 0 ? null : { percents, everyMinutes: wholeOf(fields.rampMinutes) ?? 30 },
    schedule: fields.at === '' ? null : { at: fields.at, timezone: 'contact' },
  }
}
