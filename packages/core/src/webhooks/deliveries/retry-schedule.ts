const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Pauses before the first, second, … attempt: about three days in all. An operator, or a test, may give another list. */
export const defaultScheduleMs: readonly number[] = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** A receiver may ask for a longer pause than ours, but not park its deliveries for ever. */
const maxRetryAfterMs = 24 * hour
const jitter = 0.2

/**
 * Pause before the next attempt in whole milliseconds, ±20 % so that retries spread; null when the schedule is used up.
 * @param attempt how many attempts were made
 */
export function nextDelayMs(
  attempt: number,
  random: () => number = Math.random,
  scheduleMs: readonly number[] = defaultScheduleMs,
): number | null {
  const delayMs = scheduleMs[attempt]
  return delayMs === undefined ? null : Math.round(delayMs * (1 - jitter + 2 * jitter * random()))
}

/** `Retry-After` (RFC 9110, 10.2.3: seconds or a date) as milliseconds from now, at most 24 h; null when unusable. */
export function parseRetryAfterMs(header: string | undefined, nowMs: number = Date.now()): number | null {
  if (header === undefined) return null
  const value = header.trim()
  // Dates start with a letter; without this, Date.parse would read '1.5' or '-5' as some day.
  const ms = /^\d+$/.test(value)
    ? Number(value) * second
    : /^[a-z]/i.test(value)
      ? Date.parse(value) - nowMs
      : Number.NaN
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), maxRetryAfterMs)
}
