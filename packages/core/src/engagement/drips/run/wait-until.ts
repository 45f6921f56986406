import { localTime } from '#platform/time-zones.ts'
import { localInstant } from '../../campaigns/plan/local-instant.ts'
import type { OpenHours, WaitStep } from '../drip.ts'

const dayMs = 24 * 3600_000
const maxDays = 15

/** 1 is Monday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The first instant after `at` that is this local time, on one of these days, in milliseconds. Clocks that change are followed. */
export function nextLocalTime(
  at: number,
  zone: string,
  { time, days }: { time: string; days?: readonly number[] | undefined },
): number {
  const today = localTime(at, zone).date
  for (let ahead = 0; ahead <= maxDays; ahead += 1) {
    const date = dayAfter(today, ahead)
    const instant = localInstant(`${date}T${time}`, zone)
    if (instant > at && (days === undefined || days.length === 0 || days.includes(weekdayOf(date)))) return instant
  }
  return at + dayMs
}

/** When messages may leave from an instant on, in milliseconds: the instant itself while it is open. */
export function nextOpening(at: number, zone: string, { from, to, days }: OpenHours): number {
  const { date, minute } = localTime(at, zone)
  const [start, end] = [minuteOf(from), minuteOf(to)]
  const isDay = days === undefined || days.length === 0 || days.includes(weekdayOf(date))
  const isOpen = start <= end ? minute >= start && minute < end : minute >= start || minute < end
  return isDay && isOpen ? at : nextLocalTime(at, zone, { time: from, days })
}

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

interface WaitFacts {
  now: number
  /** When the message of the step before was accepted; null: the step before sent nothing. */
  sentAt: number | null
  zone: string
}

/** Until when a step waits, in milliseconds. */
export function waitUntil(step: WaitStep, { now, sentAt, zone }: WaitFacts): number {
  if (step.event) return now + step.event.timeoutMinutes * 60_000
  const after = step.minutes === undefined ? now : (sentAt ?? now) + step.minutes * 60_000
  if (step.until === undefined) return after
  const { timezone = 'contact', ...until } = step.until
  return nextLocalTime(Math.max(after, now), timezone === 'contact' ? zone : timezone, until)
}
