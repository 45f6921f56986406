/** Keys beyond so many share one entry, so that made-up keys cannot take memory. */
const maxKeys = 100_000

/** One state for each key. Those that are idle go, looked for once in each window. */
export function createWindowTable<State>(
  windowMs: number,
  { create, isIdle }: { create(): State; isIdle(state: State, now: number): boolean },
  most = maxKeys,
): { stateOf(key: string, now: number): State } {
  const states = new Map<string, State>()
  let sweepAt = 0
  function sweep(now: number): void {
    if (now < sweepAt) return
    sweepAt = now + windowMs
    for (const [key, state] of states) if (isIdle(state, now)) states.delete(key)
  }
  return {
    stateOf(key, now) {
      const known = states.get(key)
      if (known) return known
      sweep(now)
      const slot = states.size < most ? key : ''
      const state = states.get(slot) ?? create()
      states.set(slot, state)
      return state
    },
  }
}
