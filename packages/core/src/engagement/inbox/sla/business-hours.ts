import { isTimeZone, localTime } from '#platform/time-zones.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Weekday = (typeof weekdays)[number]

/** When a team works; the days that are not named are free. */
export interface BusinessHours {
  /** IANA. */
  timeZone: string
  /** Local times as `HH:MM`; `24:00` ends a day. Spans of one day do not overlap. */
  spans: readonly { day: Weekday; from: string; to: string }[]
}

const minuteMs = 60_000
const minutesOfDay = 24 * 60
/** A span comes at least once a week; with changes of clocks this is far more than is ever needed. */
const mostSteps = 2000

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const weekdayOf = (date: string): Weekday => weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon'

/** What is wrong with them; null: nothing. */
export function problemOfHours({ timeZone, spans }: BusinessHours): string | null {
  if (!isTimeZone(timeZone))
    return `must have an IANA time zone, such as Asia/Kolkata (given: ${JSON.stringify(timeZone)})`
  if (spans.length === 0) return 'must have a span, or be null: every hour counts'
  for (const [index, { day, from, to }] of spans.entries()) {
    if (minuteOf(from) >= minuteOf(to)) return `must have spans that end after they begin (given: ${from} to ${to})`
    const other = spans.findIndex(
      (one) => one.day === day && minuteOf(one.from) < minuteOf(to) && minuteOf(from) < minuteOf(one.to),
    )
    if (other < index) return `must have spans that do not overlap (on ${day})`
  }
  return null
}

/** The instant at which so many minutes of business have passed, in milliseconds. Without hours every minute counts. */
export function addBusinessMinutes(from: number, minutes: number, hours: BusinessHours | null): number {
  if (hours === null) return from + minutes * minuteMs
  let at = from
  let left = minutes
  for (let step = 0; step < mostSteps; step += 1) {
    const { date, minute } = localTime(at, hours.timeZone)
    const open = spansOf(hours, date).find((span) => minute < span.to)
    if (!open) at = toMinute(at, minutesOfDay - minute)
    else if (minute < open.from) at = toMinute(at, open.from - minute)
    else {
      const end = toMinute(at, open.to - minute)
      const needed = at + left * minuteMs
      if (needed <= end) return needed
      left -= (end - at) / minuteMs
      at = end
    }
  }
  throw new Error('No business hour comes')
}

const spansOf = ({ spans }: BusinessHours, date: string): { from: number; to: number }[] =>
  spans
    .filter(({ day }) => day === weekdayOf(date))
    .map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }))
    .toSorted((a, b) => a.from - b.from)

/** The beginning of a later minute. */
const toMinute = (at: number, minutes: number): number => Math.floor(at / minuteMs) * minuteMs + minutes * minuteMs
