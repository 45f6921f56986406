import type { Ago } from './filter.ts'

export const dayMs = 24 * 3600_000
const unitMs = { minutes: 60_000, hours: 3600_000, days: dayMs, weeks: 7 * dayMs }

/** ISO 8601. A month ago is the same day of the month before, or its last one. */
export function before(now: Date, { n, unit }: Ago): string {
  if (unit !== 'months') return new Date(now.getTime() - n * unitMs[unit]).toISOString()
  const at = new Date(now)
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() - n)
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(now.getUTCDate(), last))
  return at.toISOString()
}

/** `MM-DD` of today and the days after it; who was born on 29 February has a birthday on the 28th in other years. */
export function anniversaries(now: Date, days: number): string[] {
  const units = new Set<string>()
  for (let day = 0; day <= days; day += 1) {
    const at = new Date(now.getTime() + day * dayMs)
    const text = at.toISOString().slice(5, 10)
    units.add(text)
    const isLeap = new Date(Date.UTC(at.getUTCFullYear(), 2, 0)).getUTCDate() === 29
    if (text === '02-28' && !isLeap) units.add('02-29')
  }
  return [...units]
}
