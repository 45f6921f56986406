import { isObject } from '@dawk/cloud-api/json.ts'
import { readPhone } from '#messaging/identities/phone-number.ts'
import type { NodeData } from '../flow/nodes/node-catalogue.ts'
import { isEmail, readNumber } from '../values/operators.ts'
import { matchesPattern } from '../values/pattern.ts'
import { isNear, normalizeText, readYesNo, toAsciiDigits } from '../values/words.ts'
import { readForm } from './read-message.ts'
import type { SaidMessage } from './turn.ts'

/** The value of an answer; null: it does not fit. */
export type Answer = { value: unknown } | null

const dayMs = 86_400_000

/** What a person answered to a question. */
export function readAnswer(ask: NodeData<'ask'>, said: SaidMessage, now: number): Answer {
  const { text } = said
  const min = ask.min ?? Number.NEGATIVE_INFINITY
  const max = ask.max ?? Number.POSITIVE_INFINITY
  switch (ask.answer) {
    case 'text':
      return text.trim() !== '' &&
        within([...text].length, min, max) &&
        (ask.pattern === undefined || matchesPattern(ask.pattern, text))
        ? { value: text.trim() }
        : null
    case 'number': {
      const number = readNumber(text)
      return number !== null && within(number, min, max) ? { value: number } : null
    }
    case 'email':
      return isEmail(text.trim()) ? { value: text.trim().toLowerCase() } : null
    case 'phone': {
      const read = readPhone(toAsciiDigits(text.trim()), 'written')
      return 'phone' in read ? { value: read.phone } : null
    }
    case 'date':
      return readDate(text, now)
    case 'yes_no': {
      const value = readYesNo(said.payload ?? text) ?? readYesNo(text)
      return value === null ? null : { value }
    }
    case 'media':
      return ['image', 'video', 'audio', 'document', 'sticker', 'voice'].includes(said.type)
        ? { value: objectOf(said) }
        : null
    case 'form': {
      const form = readForm(said)
      return form ? { value: form } : null
    }
    case 'location':
    case 'contacts':
    case 'order':
      return said.type === ask.answer ? { value: objectOf(said) } : null
  }
}

const within = (value: number, min: number, max: number): boolean => value >= min && value <= max

const objectOf = ({ type, content }: SaidMessage): unknown => {
  const value = content[type]
  return isObject(value) || Array.isArray(value) ? value : {}
}

const relative: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, aaj: 0, kal: 1, आज: 0, कल: 1 }

/** 2026-12-31, 31.12.2026, 31/12/2026, today, tomorrow; the value is YYYY-MM-DD. */
function readDate(text: string, now: number): Answer {
  const written = toAsciiDigits(text.trim())
  const days = relative[normalizeText(written)]
  if (days !== undefined) return { value: new Date(now + days * dayMs).toISOString().slice(0, 10) }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written)
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(written)
  const [year, month, day] = iso ? iso.slice(1) : local ? local.slice(1).toReversed() : []
  if (year === undefined || month === undefined || day === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const instant = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? { value: date } : null
}

/** Which of some choices a message names: by its button, its number, or its words with at most one letter off. */
export function readChoice(
  choices: NodeData<'choice'>['choices'],
  said: SaidMessage,
  payloadOf: (id: string) => string,
): string | null {
  const byPayload = choices.find(({ id }) => said.payload === payloadOf(id))
  if (byPayload) return byPayload.id
  if (said.payload !== null) return null
  for (const line of said.text.split('\n').slice(0, 20)) {
    const choice = choiceOf(choices, normalizeText(line))
    if (choice !== null) return choice
  }
  return null
}

function choiceOf(choices: NodeData<'choice'>['choices'], said: string): string | null {
  if (said === '') return null
  const byNumber = /^\d{1,2}$/.test(said) ? choices[Number(said) - 1] : undefined
  const titled = choices.map(({ id, title }) => ({ id, title: normalizeText(title) }))
  const exact = titled.find(({ id, title }) => title === said || id === said)
  const near = titled.filter(({ title }) => title.length >= 5 && isNear(title, said))
  return exact?.id ?? byNumber?.id ?? (near.length === 1 ? (near[0]?.id ?? null) : null)
}
