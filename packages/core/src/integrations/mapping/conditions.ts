import type { EventAction, EventCondition } from '../sources/event-source.ts'
import { type EventInput, textAt } from './pointer.ts'

/** Whether an action is for this event. */
export const isFor = ({ types, conditions = [] }: EventAction, type: string | null, input: EventInput): boolean =>
  (types === undefined || types.length === 0 || (type !== null && types.includes(type))) &&
  conditions.every((condition) => holds(condition, input))

function holds({ pointer, op, value = '' }: EventCondition, input: EventInput): boolean {
  const actual = textAt(input, pointer)
  const [text, expected] = [(actual ?? '').toLowerCase(), value.toLowerCase()]
  switch (op) {
    case 'equals':
      return actual !== null && text === expected
    case 'not_equals':
      return text !== expected
    case 'contains':
      return actual !== null && text.includes(expected)
    case 'not_contains':
      return !text.includes(expected)
    case 'exists':
      return actual !== null
    case 'missing':
      return actual === null
    case 'above':
      return isNumber(text) && Number(text) > Number(value)
    case 'below':
      return isNumber(text) && Number(text) < Number(value)
  }
}

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text)
