const minuteMs = 60_000
const minutesOfDay = 24 * 60

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...parts })
    formats.set(zone, format)
  }
  return format
}

/** Whether a text is an IANA time zone that this process knows. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** The date and the minute of the day in a zone. */
export function localTime(at: number, zone: string): { date: string; minute: number } {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    minute: Number(parts['hour']) * 60 + Number(parts['minute']),
  }
}

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
