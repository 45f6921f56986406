import { localTime } from '#platform/time-zones.ts'

const minuteMs = 60_000
const minutesOfDay = 24 * 60

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

/**
 * When quiet hours end that hold at an instant, in milliseconds; null: it is not quiet. Clocks that change are followed: an
 * opening that is skipped comes with the next minute that exists, and one that is shown twice counts the first time.
 */
export function quietUntil(at: number, zone: string, { from, to }: { from: string; to: string }): number | null {
  const [start, end] = [minuteOf(from), minuteOf(to)]
  const isQuiet = (minute: number) => (start <= end ? minute >= start && minute < end : minute >= start || minute < end)
  const now = localTime(at, zone).minute
  if (!isQuiet(now)) return null
  const first = Math.floor(at / minuteMs) * minuteMs
  const expected = first + ((end - now + minutesOfDay) % minutesOfDay) * minuteMs
  // Within two hours of what an ordinary day would give lies the true minute, whatever the clocks do in between.
  for (
    let minute = Math.max(first + minuteMs, expected - 120 * minuteMs);
    minute <= expected + 120 * minuteMs;
    minute += minuteMs
  )
    if (!isQuiet(localTime(minute, zone).minute)) return minute
  return expected
}
