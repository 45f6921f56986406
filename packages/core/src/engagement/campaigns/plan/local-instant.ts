import { localTime } from '#platform/time-zones.ts'
import type { Schedule } from '../campaign.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** A local time without offset: `2026-12-01T10:00`. */
export const localPattern = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)$/

/**
 * The instant of a local time in a zone, in milliseconds. A time that the clocks skip comes with the first minute after the
 * gap; one that they show twice counts the first time.
 */
export function localInstant(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}:00Z`)
  const wallClock = shown(asUtc)
  let first: number | null = null
  for (const hours of [14, 1, 0.25, 1 / 60]) {
    const step = hours * hourMs
    let at: number = first ?? asUtc - 15 * hourMs
    while (shownIn(at + step, zone) < wallClock) at += step
    first = at
  }
  return (first ?? asUtc) + minuteMs
}

/** Date and minute as one text that sorts. */
const shown = (utc: number): string => new Date(utc).toISOString().slice(0, 16)

function shownIn(at: number, zone: string): string {
  const { date, minute } = localTime(at, zone)
  return `${date}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** When the people of a zone are sent something, in milliseconds; null: at once. Remembers zones: a campaign has few. */
export function createDueTimes(schedule: Schedule | null): (zone: string) => number | null {
  if (schedule === null) return () => null
  if (schedule.timezone === undefined) {
    const at = Date.parse(schedule.at)
    return () => at
  }
  const { at, timezone } = schedule
  const known = new Map<string, number>()
  return (zone) => {
    const where = timezone === 'contact' ? zone : timezone
    const instant = known.get(where) ?? localInstant(at, where)
    known.set(where, instant)
    return instant
  }
}

/** Where a day begins first. */
const firstZone = 'Pacific/Kiritimati'

/** The earliest instant at which anybody is sent something, in milliseconds. */
export const earliestStart = (schedule: Schedule | null, now: number): number =>
  createDueTimes(schedule)(firstZone) ?? now
