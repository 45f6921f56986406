import { isObject } from '@dawk/cloud-api/json.ts'
import { lengthOf } from '@dawk/cloud-api/text-length.ts'
import { invalid, missing } from '../graph-error.ts'
import type { Json } from '../json.ts'

/** A required string of 1 to `max` characters (code points) at `path`. */
export function requireText(value: unknown, path: string, max = Number.POSITIVE_INFINITY): string {
  if (value === undefined || value === null || value === '') throw missing(path)
  return checkText(value, path, max)
}

/** An optional string of at most `max` characters. */
export function optionalText(value: unknown, path: string, max = Number.POSITIVE_INFINITY): void {
  if (value !== undefined && value !== null) checkText(value, path, max)
}

function checkText(value: unknown, path: string, max: number): string {
  if (typeof value !== 'string') throw invalid(`Param ${path} must be a string.`)
  if (value.length > max && lengthOf(value) > max)
    throw invalid(`Param ${path} length invalid. Min length: 1, Max length: ${max}`)
  return value
}

export function requireObject(value: unknown, path: string): Json {
  if (value === undefined || value === null) throw missing(path)
  if (!isObject(value)) throw invalid(`Param ${path} must be a JSON object.`)
  return value
}

export function requireArray(
  value: unknown,
  path: string,
  what: string,
  [min, max]: readonly [min: number, max: number],
): unknown[] {
  if (value === undefined || value === null) throw missing(path)
  if (!Array.isArray(value)) throw invalid(`Param ${path} must be a JSON array.`)
  if (value.length < min || value.length > max)
    throw invalid(`Invalid ${what} count. Min allowed ${what}: ${min}, Max allowed ${what}: ${max}`)
  return value
}

export function requireUnique(values: readonly string[], what: string): void {
  if (new Set(values).size !== values.length) throw invalid(`Duplicated ${what}. Every ${what} must be unique.`)
}

/** Clients write null for what they leave out; what is in `data` is theirs. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isObject(value)) return value
  const given = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(given.map(([name, member]) => [name, name === 'data' ? member : withoutNulls(member)]))
}
