import type { Figures } from './figures.ts'

const hourMs = 3_600_000
const nothing = { accepted: 0, waiting: 0, sent: 0, delivered: 0, read: 0, failed: 0, canceled: 0, received: 0 }

/** Every hour or day of the period, those without messages too, in this browser's time. */
export function spansOf(
  rows: readonly Figures[],
  { from, to, granularity }: { from: string; to: string; granularity: 'hour' | 'day' },
) {
  const byStart = new Map(rows.map((row) => [Date.parse(row.start), row]))
  const at = new Date(from)
  if (granularity === 'day') at.setHours(0, 0, 0, 0)
  else at.setMinutes(0, 0, 0)
  const spans: { start: string; row: typeof nothing }[] = []
  while (at.getTime() < Date.parse(to)) {
    spans.push({ start: at.toISOString(), row: byStart.get(at.getTime()) ?? nothing })
    if (granularity === 'day') at.setDate(at.getDate() + 1)
    else at.setTime(at.getTime() + hourMs)
  }
  return spans
}
