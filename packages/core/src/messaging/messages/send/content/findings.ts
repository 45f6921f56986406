import type { FieldProblem } from '#platform/errors.ts'

export type Json = Readonly<Record<string, unknown>>

/** A check looks at one value and adds what is wrong with it; `field` is the value's path. */
export type Check = (value: unknown, field: string, find: Findings) => void

/**
 * What is wrong with one message: every problem at once, each naming field, rule and what was given. Lengths count
 * Unicode code points, which is how Meta counts as far as its clients can tell; where it counts otherwise it decides
 * itself, and its refusal reaches the caller all the same.
 */
export class Findings {
  readonly problems: FieldProblem[] = []

  add(field: string, message: string): void {
    this.problems.push({ field, message })
  }

  addMissing(field: string): void {
    this.problems.push({ field, message: 'is required', rule: 'required' })
  }

  /** A required object; null when it is none, which is then said already. */
  object(value: unknown, field: string): Json | null {
    if (isObject(value)) return value
    if (isAbsent(value)) this.addMissing(field)
    else this.add(field, `must be an object, got ${shown(value)}`)
    return null
  }

  optionalObject(value: unknown, field: string): Json | null {
    return isAbsent(value) ? null : this.object(value, field)
  }

  /** A required string of 1 to `max` characters; null when it is none, which is then said already. */
  text(value: unknown, field: string, max = Number.POSITIVE_INFINITY): string | null {
    if (isAbsent(value) || value === '') {
      this.addMissing(field)
      return null
    }
    return this.string(value, field, 1, max)
  }

  /** A string of at most `max` characters, or none at all. */
  optionalText(value: unknown, field: string, max = Number.POSITIVE_INFINITY): string | null {
    return isAbsent(value) ? null : this.string(value, field, 0, max)
  }

  private string(value: unknown, field: string, min: number, max: number): string | null {
    if (typeof value !== 'string') {
      this.add(field, `must be a string, got ${shown(value)}`)
      return null
    }
    const length = value.length <= max ? 0 : countCharacters(value) // never more characters than code units
    if (length > max) this.add(field, `must have ${range(min, max)} characters, has ${length}: ${shown(value)}`)
    return value
  }

  /** Its members; a list of the wrong length is looked into as far as it may go. */
  list(value: unknown, field: string, what: string, min: number, max: number): readonly unknown[] {
    if (isAbsent(value)) {
      this.addMissing(field)
      return []
    }
    if (!Array.isArray(value)) {
      this.add(field, `must be a list of ${what}, got ${shown(value)}`)
      return []
    }
    if (value.length < min || value.length > max)
      this.add(field, `must have ${range(min, max)} ${what}, has ${value.length}`)
    return value.length > max ? value.slice(0, max) : value
  }

  oneOf(value: unknown, field: string, allowed: readonly string[]): string | null {
    if (isAbsent(value) || value === '') this.addMissing(field)
    else if (typeof value === 'string' && allowed.includes(value)) return value
    else this.add(field, `must be ${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}, got ${shown(value)}`)
    return null
  }

  optionalOneOf(value: unknown, field: string, allowed: readonly string[]): void {
    if (!isAbsent(value)) this.oneOf(value, field, allowed)
  }

  optionalBoolean(value: unknown, field: string): void {
    if (!isAbsent(value) && typeof value !== 'boolean') this.add(field, `must be true or false, got ${shown(value)}`)
  }

  /** What WhatsApp does not show here, and Meta refuses. */
  absent(value: unknown, field: string, why: string): void {
    if (!isAbsent(value)) this.add(field, why)
  }

  link(value: unknown, field: string, max?: number): void {
    const text = this.text(value, field, max)
    if (text !== null && !/^https?:\/\/[^\s/]+/i.test(text))
      this.add(field, `must be a URL that begins with https:// or http://, got ${shown(text)}`)
  }

  /** Each value once; what is no text is not compared. */
  unique(values: readonly { value: unknown; field: string }[]): void {
    const first = new Map<unknown, string>()
    for (const { value, field } of values) {
      if (isAbsent(value)) continue
      const before = first.get(value)
      if (before === undefined) first.set(value, field)
      else this.add(field, `must be unique: ${shown(value)} is also at ${before}`)
    }
  }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

const range = (min: number, max: number) => (min === 0 ? `at most ${max}` : `${min} to ${max}`)

const maxShown = 40

/** What a caller sent, short enough to be told back. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return value === null ? 'null' : 'an object'
  if (typeof value !== 'string') return String(value)
  const start = [...value.slice(0, 2 * maxShown)].slice(0, maxShown).join('').toWellFormed()
  return start.length < value.length ? `"${start}…"` : `"${start}"`
}
