import { RE2JS } from 're2js'
import { createCache } from '#platform/cache.ts'

const maxPattern = 500
const maxSubject = 4096

const compiled = createCache<RE2JS>({ max: 500 })

function compile(pattern: string): RE2JS {
  const cached = compiled.get(pattern)
  if (cached) return cached
  const made = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
  compiled.set(pattern, made)
  return made
}

/** What is wrong with a pattern; null: nothing. Look-around and back references do not exist in RE2: nothing backtracks. */
export function problemOfPattern(pattern: string): string | null {
  if (pattern.length > maxPattern) return `must have at most ${maxPattern} characters, has ${pattern.length}`
  try {
    compile(pattern)
    return null
  } catch (error) {
    return `is no pattern that RE2 can read: ${String(error instanceof Error ? error.message : error)}`
  }
}

/** Whether the pattern is found in a text, in linear time. What is longer than a message is not looked at. */
export const matchesPattern = (pattern: string, text: string): boolean =>
  text.length <= maxSubject && problemOfPattern(pattern) === null && compile(pattern).matcher(text).find()
