const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** The pause before each further attempt. The last attempt is about a day after the first; then the job is dead. */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  8 * hour,
]

/** Spread by ±20 %, so that what failed together does not come back together; null: that was the last attempt. */
export function retryDelayMs(attempts: number, delaysMs = retryDelaysMs, random = Math.random): number | null {
  const delay = delaysMs[attempts - 1]
  return delay === undefined ? null : Math.round(delay * (0.8 + 0.4 * random()))
}
