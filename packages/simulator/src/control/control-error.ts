import { isObject } from '@dawk/cloud-api/json.ts'
import { asObject, type Json } from '../json.ts'

/** A mistake in a control call; the reply is 400 with its message. */
export class ControlError extends Error {}

/** A body of a control call with no other members than these. A misspelt one is an error: it would do nothing, in silence. */
export function readMembers(body: unknown, known: readonly string[], where = 'the body'): Json {
  if (body !== undefined && body !== null && !isObject(body)) throw new ControlError(`${where} must be a JSON object`)
  const given = asObject(body)
  const unknown = Object.keys(given).filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new ControlError(
      known.length === 0
        ? `${where} has no members here: ${unknown.join(', ')}`
        : `${where} has no member ${unknown.join(', ')}: it has ${known.join(', ')}`,
    )
  return given
}
