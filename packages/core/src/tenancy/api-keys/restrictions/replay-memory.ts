/** Remembers what was seen, so that it counts once. */
export interface ReplayMemory {
  /** False: it was there before. Null: there is no room to remember it, so that nobody knows. */
  isNew(id: string): boolean | null | Promise<boolean | null>
}

const maxEntries = 500_000

/** Of this process alone: each entry stays for at least `keepMs`, at most twice as long. Full, it takes no more. */
export function createReplayMemory(keepMs: number, now: () => number = Date.now, most = maxEntries): ReplayMemory {
  let young = new Set<string>()
  let old = new Set<string>()
  let turnsAt = now() + keepMs
  function turn(): void {
    const late = now() - turnsAt
    if (late < 0) return
    old = late < keepMs ? young : new Set()
    young = new Set()
    turnsAt = now() + keepMs
  }
  return {
    isNew(id) {
      turn()
      if (young.has(id) || old.has(id)) return false
      if (young.size + old.size >= most) return null
      young.add(id)
      return true
    },
  }
}
