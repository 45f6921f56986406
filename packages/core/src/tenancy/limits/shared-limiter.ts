import type { Limiter, Verdict } from './limiter.ts'
import { SlidingWindow } from './sliding-window.ts'
import { createWindowTable } from './window-table.ts'

/** What processes share. */
export interface TokenStore {
  /** Null: it cannot be asked at present. */
  take(request: TokenRequest): Promise<Granted | null>
  /** False while the last word of the store is that it cannot be asked. */
  isUp(): boolean
  /** How many processes share the limits, as last seen. */
  processes(): number
  close(): Promise<void>
}

export interface TokenRequest {
  key: string
  limit: number
  windowMs: number
  leaseMs: number
  /** For requests that wait. */
  need: number
  /** For those that will come within the lease, if there is enough. */
  beyond: number
  /** Tokens of an earlier grant that were not used in time. */
  back: number
  backSlot: number
  /** Requests that were let through while the store was away. */
  spent: number
}

interface Granted {
  tokens: number
  slot: number
  /** What the key has left beyond them. */
  left: number
  resetInMs: number
}

interface KeyState {
  /** May be used until `usableUntil`; the store counts them from then on. */
  tokens: number
  slot: number
  usableUntil: number
  left: number
  resetAt: number
  /** Nothing is free before. */
  refusedUntil: number
  waiting: number
  flight: Promise<void> | null
  /** Let through without the store, which will be told. */
  spent: number
  /** What this process let through. */
  window: SlidingWindow
  recent: SlidingWindow
}

interface SharedLimiterOptions {
  store: TokenStore
  windowMs?: number
  /** How long tokens may be used after they were asked for. */
  leaseMs?: number
}

/**
 * One limit for many processes. Each takes tokens out of the shared window in leases, as many as it is likely to use
 * within the next second, and decides by itself while they last: a busy key costs one round trip a second. Tokens count
 * in the shared window from the last instant at which they may be used, so that all processes together never let more
 * through than the limit, in any window. What is not used in time is given back with the next question.
 *
 * While the store is away each process lets through its share (the limit divided by the processes last seen) and tells
 * the store of it afterwards.
 */
export function createSharedLimiter({ store, windowMs = 60_000, leaseMs = 1000 }: SharedLimiterOptions): Limiter {
  const states = createWindowTable<KeyState>(windowMs, {
    create: () => createState(windowMs, leaseMs),
    isIdle: ({ window, flight, waiting }, now) => flight === null && waiting === 0 && window.count(now) === 0,
  })

  /** Null: the store has to be asked. */
  function decide(state: KeyState, limit: number, cost: number): Verdict | null {
    const now = performance.now()
    if (state.tokens >= cost && now < state.usableUntil) {
      state.tokens -= cost
      return letThrough(state, limit, { now, cost })
    }
    if (now < state.refusedUntil) return { allowed: false, limit, remaining: 0, resetInMs: state.refusedUntil - now }
    return store.isUp() ? null : decideAlone(state, limit, { now, cost })
  }

  function decideAlone(state: KeyState, limit: number, { now, cost }: Use): Verdict {
    const share = Math.max(1, Math.floor(limit / Math.max(1, store.processes())))
    const used = state.window.count(now)
    const resetInMs = state.window.resetInMs(now)
    const part = Math.min(cost, share)
    if (used + part > share) return { allowed: false, limit, remaining: Math.max(0, share - used), resetInMs }
    state.spent += part
    state.left = share - used - part
    state.resetAt = now + (resetInMs || windowMs)
    state.tokens = 0
    return letThrough(state, limit, { now, cost: part })
  }

  async function ask(key: string, state: KeyState, limit: number): Promise<void> {
    const askedAt = performance.now()
    const [back, spent] = [state.tokens, Math.min(state.spent, state.window.count(askedAt))]
    state.tokens = 0
    state.spent = 0
    const beyond = state.recent.count(askedAt)
    const request = { key, limit, windowMs, leaseMs, need: state.waiting, beyond, back, backSlot: state.slot, spent }
    const granted = await store.take(request)
    if (granted === null) {
      state.spent += spent
      return
    }
    state.tokens = granted.tokens
    state.slot = granted.slot
    state.usableUntil = askedAt + leaseMs
    state.left = granted.left
    state.resetAt = askedAt + granted.resetInMs
    state.refusedUntil = granted.tokens < request.need ? state.resetAt : 0 // more than there was is waiting
  }

  async function wait(key: string, state: KeyState, limit: number, cost: number): Promise<Verdict> {
    state.waiting += cost
    try {
      for (;;) {
        state.flight ??= ask(key, state, limit).finally(() => {
          state.flight = null
        })
        await state.flight
        const verdict = decide(state, limit, cost)
        if (verdict) return verdict
      }
    } finally {
      state.waiting -= cost
    }
  }

  return {
    windowMs,
    take(key, limit, cost = 1) {
      const state = states.stateOf(key, performance.now())
      const part = Math.min(cost, limit)
      return (state.flight === null && decide(state, limit, part)) || wait(key, state, limit, part)
    },
    stop: () => store.close(),
  }
}

interface Use {
  now: number
  cost: number
}

function letThrough(state: KeyState, limit: number, { now, cost }: Use): Verdict {
  state.window.add(now, limit, cost)
  state.recent.add(now, limit, cost)
  const remaining = Math.min(limit - cost, state.left + state.tokens)
  return { allowed: true, limit, remaining, resetInMs: Math.max(0, state.resetAt - now) }
}

const createState = (windowMs: number, leaseMs: number): KeyState => ({
  tokens: 0,
  slot: 0,
  usableUntil: 0,
  left: 0,
  resetAt: 0,
  refusedUntil: 0,
  waiting: 0,
  flight: null,
  spent: 0,
  window: new SlidingWindow(windowMs),
  recent: new SlidingWindow(leaseMs),
})
