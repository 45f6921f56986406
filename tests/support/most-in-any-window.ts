/** The most instants that any half-open span of `windowMs` holds, wherever it begins. */
export function mostInAnyWindow(instants: readonly number[], windowMs: number): number {
  const sorted = [...instants].sort((a, b) => a - b)
  let most = 0
  let start = 0
  for (const [at, instant] of sorted.entries()) {
    while ((sorted[start] ?? 0) <= instant - windowMs) start++
    most = Math.max(most, at - start + 1)
  }
  return most
}
