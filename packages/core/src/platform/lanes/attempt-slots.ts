import type { Lane } from './lane.ts'

type Occupant = Pick<Lane, 'inFlight'> & { row: Pick<Lane['row'], 'accountId'> }

export interface AttemptSlots {
  /** How many more attempts may start for the account. */
  roomFor(accountId: string): number
  take(accountId: string, count: number): void
}

/**
 * The attempts of one process, shared by accounts. An account may have as many under way as there are free slots, so what
 * is left shrinks with each busy account and never runs out: one takes at most half of all slots, two a third each. An
 * account whose receivers all hang therefore never makes another one wait for its timeouts.
 */
export function createAttemptSlots(lanes: Iterable<Occupant>, most: number): AttemptSlots {
  const used = new Map<string, number>()
  let free = most
  const take = (accountId: string, count: number) => {
    free -= count
    used.set(accountId, (used.get(accountId) ?? 0) + count)
  }
  for (const { row, inFlight } of lanes) take(row.accountId, inFlight)
  return {
    roomFor: (accountId) => Math.max(0, Math.ceil((free - (used.get(accountId) ?? 0)) / 2)),
    take,
  }
}
