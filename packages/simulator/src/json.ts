import { isObject } from '@dawk/cloud-api/json.ts'

export type Json = Record<string, unknown>

/** The value as an object; anything else reads as an empty one. */
export const asObject = (value: unknown): Json => (isObject(value) ? (value as Json) : {})

export const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Strings stay, numbers become strings, everything else is undefined. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}
