import { isObject } from '@dawk/cloud-api/json.ts'

/** What an event is read from. Names of headers are in lower case. */
export interface EventInput {
  body: unknown
  headers: Readonly<Record<string, string>>
}

const maxLength = 300

/** What is wrong with the place of a value; null: nothing. */
export function problemOfPointer(pointer: string): string | null {
  if (pointer.length > maxLength) return `must have at most ${maxLength} characters`
  if (pointer.startsWith('header:'))
    return /^header:[a-z0-9-]{1,100}$/.test(pointer) ? null : 'must name a header in lower case, such as header:x-event'
  return /^(?:\/(?:[^~/]|~[01])*)+$/.test(pointer)
    ? null
    : `must be a JSON pointer such as /customer/phone, or header:<name> (given: ${pointer.slice(0, 60)})`
}

/** The value at a place; undefined: there is none. Reads own members alone. https://www.rfc-editor.org/rfc/rfc6901 */
function valueAt({ body, headers }: EventInput, pointer: string): unknown {
  if (pointer.startsWith('header:')) {
    const name = pointer.slice('header:'.length)
    return Object.hasOwn(headers, name) ? headers[name] : undefined
  }
  let value: unknown = body
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(value)) value = /^(?:0|[1-9]\d{0,5})$/.test(name) ? value[Number(name)] : undefined
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

const maxText = 2000

/** A value as a text; null: there is none, or it is empty. Lists are joined with commas, other objects are JSON. */
export function textAt(input: EventInput, pointer: string | undefined): string | null {
  if (pointer === undefined) return null
  const text = toText(valueAt(input, pointer)).trim().slice(0, maxText).toWellFormed()
  return text === '' ? null : text
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(toText).join(', ')
  return isObject(value) ? JSON.stringify(value) : String(value)
}

export const escapePart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
