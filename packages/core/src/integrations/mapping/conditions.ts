import type { EventAction, EventCondition } from '../sources/event-source.ts'
import { type EventInput, textAt } from './pointer.ts'

/** Whether an action is for this event. */
export const isFor = ({ types, conditions = [] }: EventAction, type: string | null, input: EventInput): boolean =>
  (types === undefined || types.length === 0 || (type !== null && types.includes(type))) &&
  conditions.every((condition) => holds(condition, input))

function holds({ pointer, op, value = '' }: EventCondition, input: EventInput): boolean {
  const found = textAt(input, pointer)
  const [text, wanted] = [(found ?? '').toLowerCase(), value.toLowerCase()]
  switch (op) {
    case 'equals':
      return found !== null && text === wanted
    case 'not_equals':
      return text !== wanted
    case 'contains':
      return found !== null && text.includes(wanted)
    case 'not_contains':
      return !text.includes(wanted)
    case 'exists':
      return found !== null
    case 'missing':
      return found === null
    case 'above':
      return isNumber(text) && Number(text) > Number(value)
    case 'below':
      return isNumber(text) && Number(text) < Number(value)
  }
}

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text)
