import type { SendChoices } from '#lib/templates/send-choices.ts'
import { type Places, templateOf, toBindings } from '#lib/templates/template-places.ts'
import type { CampaignBody } from './api/change-campaign.ts'

export interface Fields {
  name: string
  numberId: string
  /** `name|language`. */
  template: string
  places: Places
  segmentId: string
  /** One phone number in a line. */
  phones: string
  /** A local time; empty: at once. */
  at: string
  /** The second content of an A/B test, `name|language`; empty: there is none. */
  otherTemplate: string
  otherPlaces: Places
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
  otherPlaces: {},
  holdoutPercent: '',
  maxPerMinute: '',
  rampPercents: '',
  rampMinutes: '30',
}

/** Null: nothing is written. */
const wholeOf = (written: string): number | null => (/^\d+$/.test(written.trim()) ? Number(written) : null)

/** Null: something is missing that cannot be left out. */
export function toBody(fields: Fields, choices: SendChoices): CampaignBody | null {
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
            bindings: toBindings(other, fields.otherPlaces),
          },
        ]
      : [],
    holdoutPercent: wholeOf(fields.holdoutPercent) ?? 0,
    maxPerMinute: wholeOf(fields.maxPerMinute),
    ramp: percents.length === 0 ? null : { percents, everyMinutes: wholeOf(fields.rampMinutes) ?? 30 },
    schedule: fields.at === '' ? null : { at: fields.at, timezone: 'contact' },
  }
}
