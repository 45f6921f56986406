import { isObject, isStorable } from './json.ts'
import type { Notification } from './webhook-types.ts'

/** Nothing that Meta sends is nested this deep; what is deeper would exhaust the stack of whoever walks it. */
const maxDepth = 64
const unstorable = '\u{fffd}'
/** A number that a double may not hold. It also finds digits inside strings: then the careful way runs for nothing. */
const longInteger = /[:[,\s]-?\d{16,}/

/**
 * Parses the body of a webhook call whose signature was verified, and cleans what no database keeps: U+0000 and halves
 * of surrogate pairs become U+FFFD, and so does what is nested too deep. Integers beyond 2^53 become strings, with every
 * digit.
 * @throws SyntaxError when it is not JSON, or not an object with a list of entries
 */
export function parseNotification(raw: string): Notification {
  const parsed = clean(longInteger.test(raw) ? parseWithAllDigits(raw) : JSON.parse(raw), maxDepth)
  if (!isObject(parsed) || !Array.isArray(parsed['entry'])) throw new SyntaxError('Not a webhook notification')
  return { object: typeof parsed['object'] === 'string' ? parsed['object'] : '', entry: parsed['entry'] }
}

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown

function parseWithAllDigits(raw: string): unknown {
  const keepDigits: Reviver = (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '') ? source : value
  try {
    return JSON.parse(raw, keepDigits as (key: string, value: unknown) => unknown)
  } catch (error) {
    if (error instanceof RangeError) return JSON.parse(raw) // nested too deep to be walked: only the plain parser survives it
    throw error
  }
}

/** The same value where nothing is to be cleaned: nearly always, and then nothing is allocated. */
function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return unstorable
  return Array.isArray(value) ? cleanList(value, depth - 1) : cleanRecord(value as Record<string, unknown>, depth - 1)
}

function cleanList(list: readonly unknown[], depth: number): readonly unknown[] {
  let cleaned: unknown[] | null = null
  for (const [index, item] of list.entries()) {
    const after = clean(item, depth)
    if (after === item) continue
    cleaned ??= [...list]
    cleaned[index] = after
  }
  return cleaned ?? list
}

function cleanRecord(record: Readonly<Record<string, unknown>>, depth: number): Readonly<Record<string, unknown>> {
  let isClean = true
  const entries = Object.entries(record).map(([name, value]) => {
    const after = [cleanText(name), clean(value, depth)] as const
    if (after[0] !== name || after[1] !== value) isClean = false
    return after
  })
  return isClean ? record : Object.fromEntries(entries)
}

function cleanText(text: string): string {
  if (isStorable(text)) return text
  return text.toWellFormed().replaceAll('\0', unstorable)
}
