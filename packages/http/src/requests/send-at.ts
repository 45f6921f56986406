import type { FieldProblem } from '@dawk/core/platform/errors.ts'

const pattern = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i
const toleranceMs = 60_000
const farthestMs = 366 * 24 * 3600 * 1000

/** The instant in ISO 8601, UTC; null for now, which up to 60 s of the past count as. Problems go into the list. */
export function readSendAt(text: string, now: number, problems: FieldProblem[]): string | null {
  const at = parseInstant(text)
  const refuse = (message: string) => {
    problems.push({ field: 'sendAt', message })
    return null
  }
  if (at === null) return refuse('must be ISO 8601 with a time zone, e.g. 2026-05-01T09:00:00Z')
  if (at < now - toleranceMs) return refuse('is in the past')
  if (at > now + farthestMs) return refuse('is more than a year ahead')
  return at <= now ? null : new Date(at).toISOString()
}

function parseInstant(text: string): number | null {
  const [matched, year, month, day] = pattern.exec(text) ?? []
  if (matched === undefined || !isDay(Number(year), Number(month), Number(day))) return null
  const at = Date.parse(
    matched
      .toUpperCase()
      .replace(',', '.')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
  )
  return Number.isNaN(at) ? null : at
}

/** `Date` would take 30 February for 2 March. */
function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
