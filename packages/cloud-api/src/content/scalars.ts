import { lengthOf } from '../text-length.ts'
import { type Complaint, scalar } from './schema.ts'
import { shown } from './shown.ts'

const missing: Complaint = { message: 'is required', rule: 'required' }

const ownIdPattern = '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'
const mediaIdForm = new RegExp(`^(\\d{1,32}|${ownIdPattern})$`)

/** Meta's id of an uploaded file, or ours; Meta's may come as a number. */
export const MediaId = scalar<string>(
  {
    type: 'string',
    pattern: mediaIdForm.source,
    description: 'The id of an uploaded file.',
  },
  (value) => {
    if (value === '') return missing
    if (mediaIdForm.test(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''))
      return null
    return { message: `must be the id of an uploaded medium, got ${shown(value)}`, rule: 'media_id' }
  },
)

const linkForm = /^https?:\/\/[^\s/]+/i

/** @param maxLength where Meta publishes one */
export const link = (description: string, maxLength?: number) =>
  scalar<string>(
    { type: 'string', format: 'uri', ...(maxLength !== undefined && { maxLength }), description },
    (value) => {
      if (value === '') return missing
      if (typeof value !== 'string' || !linkForm.test(value))
        return { message: `must be a URL that begins with https:// or http://, got ${shown(value)}`, rule: 'link' }
      if (maxLength === undefined || value.length <= maxLength) return null
      return {
        message: `must have 1 to ${maxLength} characters, has ${value.length}: ${shown(value)}`,
        rule: 'max_length',
      }
    },
  )

/** A number, or one that is written as text. */
export const degrees = (max: number) =>
  scalar<number | string>(
    { type: ['number', 'string'], minimum: -max, maximum: max, description: `From -${max} to ${max}.` },
    (value) => {
      if (value === '') return missing
      const number = typeof value === 'string' && /^[+-]?\d+(\.\d*)?$/.test(value) ? Number(value) : value
      if (typeof number === 'number' && Math.abs(number) <= max) return null
      return { message: `must be a number from -${max} to ${max}, got ${shown(value)}` }
    },
  )

/** The longest emoji, families with skin tones, are well below. */
const emojiUnitsMax = 64
const graphemes = new Intl.Segmenter()
const emojiPart = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

export const Emoji = scalar<string>(
  { type: 'string', maxLength: emojiUnitsMax, description: 'One emoji. An empty string removes the reaction.' },
  (value) =>
    isEmoji(value) ? null : { message: `must be one emoji, or empty to take the reaction back, got ${shown(value)}` },
)

function isEmoji(value: unknown): boolean {
  if (value === '') return true
  if (typeof value !== 'string' || value.length > emojiUnitsMax || !emojiPart.test(value)) return false
  return [...graphemes.segment(value)].length === 1
}

export const CalendarDate = scalar<string>(
  { type: 'string', format: 'date', description: 'As in 1990-12-31.' },
  (value) =>
    typeof value === 'string' && isDate(value)
      ? null
      : { message: `must be a date as 1990-12-31, got ${shown(value)}` },
)

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

export const CountryCode = scalar<string>(
  { type: 'string', pattern: '^[A-Z]{2}$', description: 'Two capital letters, as in ISO 3166.' },
  (value) => {
    if (value === '') return missing
    if (typeof value === 'string' && /^[A-Z]{2}$/.test(value)) return null
    return { message: `must be a country code of two capital letters, got ${shown(value)}` }
  },
)

/** The place of a button in its template, from 0; Meta takes it as a number and as text. */
export const ButtonIndex = scalar<number | string>(
  {
    type: ['integer', 'string'],
    minimum: 0,
    maximum: 9,
    pattern: '^\\d$',
    description: 'From 0, in the template’s list of buttons.',
  },
  (value) => {
    if (value === '') return missing
    if ((typeof value === 'number' || typeof value === 'string') && /^\d$/.test(String(value))) return null
    return { message: `must be 0 to 9, got ${shown(value)}` }
  },
)

/** A text of at most `maxLength` characters and `maxLineBreaks` line breaks. */
export const shortText = (maxLength: number, maxLineBreaks: number) =>
  scalar<string>(
    {
      type: 'string',
      minLength: 1,
      maxLength,
      pattern: `^[^\\n]*(\\n[^\\n]*){0,${maxLineBreaks}}$`,
      description: `At most ${maxLineBreaks} line breaks.`,
    },
    (value) => {
      if (value === '') return missing
      if (typeof value !== 'string') return { message: `must be a string, got ${shown(value)}`, rule: 'type' }
      const length = value.length <= maxLength ? 0 : lengthOf(value)
      if (length > maxLength)
        return { message: `must have 1 to ${maxLength} characters, has ${length}: ${shown(value)}`, rule: 'max_length' }
      const lineBreaks = value.split('\n').length - 1
      return lineBreaks > maxLineBreaks
        ? { message: `must have at most ${maxLineBreaks} line breaks, has ${lineBreaks}` }
        : null
    },
  )

export const NumberOrText = scalar<number | string>({ type: ['number', 'string'] }, (value) =>
  typeof value === 'number' || typeof value === 'string'
    ? null
    : { message: `must be a number or a string, got ${shown(value)}`, rule: 'type' },
)

/** An amount of money in thousandths of its currency's unit. */
export const Thousandths = scalar<number | string>(
  { type: ['integer', 'string'], pattern: '^-?\\d+$', description: 'The amount in thousandths.' },
  (value) => {
    if (value === '') return missing
    if ((typeof value === 'number' || typeof value === 'string') && /^-?\d{1,15}$/.test(String(value))) return null
    return { message: `must be the amount in thousandths, got ${shown(value)}` }
  },
)
