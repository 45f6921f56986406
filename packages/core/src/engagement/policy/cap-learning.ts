const hourMs = 3600_000

/** How long marketing to a person waits after each refusal 131049 in a row. */
const waitsMs = [24 * hourMs, 72 * hourMs, 7 * 24 * hourMs, 30 * 24 * hourMs]

/** The wait after the nth refusal in a row, from 1, in milliseconds. */
export const capWaitMs = (count: number): number => waitsMs[Math.min(Math.max(count, 1), waitsMs.length) - 1] ?? 0

/** How long a template rests for a person after 130472. */
export const restMs = 30 * 24 * hourMs

export interface CapState {
  cappedCount: number
  cappedAt: string | null
  cappedUntil: string | null
}

/**
 * The state after one more refusal. Refusals of messages that left before the wait began teach nothing new: they were on
 * their way already, and Meta repeats itself.
 */
export function afterRefusal(state: CapState, at: string): CapState {
  if (state.cappedUntil !== null && at < state.cappedUntil) return state
  const cappedCount = state.cappedCount + 1
  return { cappedCount, cappedAt: at, cappedUntil: new Date(Date.parse(at) + capWaitMs(cappedCount)).toISOString() }
}
