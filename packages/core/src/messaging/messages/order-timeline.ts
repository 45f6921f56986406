import type { TimelineEntry } from './message.ts'

const steps: Record<string, number> = { sent: 1, delivered: 2, read: 3 }

/**
 * Reports are stored as they came in and told in the order of progress: a `delivered` that Meta's webhooks brought late
 * stands before `read`. Everything else keeps its place.
 */
export function orderTimeline(stored: readonly TimelineEntry[]): TimelineEntry[] {
  const ordered: TimelineEntry[] = []
  for (const entry of stored) {
    const step = steps[entry.status] ?? Number.POSITIVE_INFINITY
    const later = ordered.findIndex((other) => (steps[other.status] ?? 0) > step)
    ordered.splice(later < 0 ? ordered.length : later, 0, entry)
  }
  return ordered
}
