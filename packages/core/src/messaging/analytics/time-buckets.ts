import { localTime } from '#platform/time-zones.ts'

const quarterMs = 900_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

export type Granularity = 'hour' | 'day' | 'total'

/**
 * Instants at which the hours or days of a zone begin, from the one in which `from` lies, and last the end of the one in which the
 * instant before `to` lies. A day has 23 or 25 hours where clocks change. `total` is one span of whole quarters of an hour.
 */
export function timeBuckets(from: number, to: number, granularity: Granularity, zone: string): number[] {
  if (granularity === 'total') return [Math.floor(from / quarterMs) * quarterMs, Math.ceil(to / quarterMs) * quarterMs]
  const [startOf, next] = granularity === 'hour' ? [startOfHour, nextHour] : [startOfDay, nextDay]
  const bounds = [startOf(from, zone)]
  for (let at = bounds[0] ?? from; at < to; bounds.push(at)) at = next(at, zone)
  return bounds
}

/** Zones are whole quarters of an hour away from UTC. */
function startOfHour(at: number, zone: string): number {
  const quarter = Math.floor(at / quarterMs) * quarterMs
  return quarter - (localTime(quarter, zone).minute % 60) * 60_000
}

const nextHour = (start: number, zone: string): number => start + hourMs - (localTime(start, zone).minute % 60) * 60_000

const startOfDay = (at: number, zone: string): number =>
  firstQuarterOf(localTime(at, zone).date, at - dayMs - 2 * hourMs, zone)

/** The same hour of UTC a day later, where no clock changed between. */
function nextDay(start: number, zone: string): number {
  const { date } = localTime(start, zone)
  const usual = start + dayMs
  const { date: next } = localTime(usual, zone)
  if (next > date && localTime(usual - quarterMs, zone).date === date) return usual
  return firstQuarterOf(next > date ? next : localTime(usual + 3 * hourMs, zone).date, start, zone)
}

/** The first quarter of an hour after `after` whose local date is this one or later: dates only ever go on. */
function firstQuarterOf(date: string, after: number, zone: string): number {
  let before = Math.floor(after / quarterMs)
  let at = before + Math.ceil((2 * dayMs + 6 * hourMs) / quarterMs)
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2)
    if (localTime(middle * quarterMs, zone).date >= date) at = middle
    else before = middle
  }
  return at * quarterMs
}
