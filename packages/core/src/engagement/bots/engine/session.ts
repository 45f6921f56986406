/** What a session waits for. Instants are ISO 8601. */
export type Wait =
  | { kind: 'answer'; tries: number; until: string }
  | { kind: 'reply' | 'time'; until: string }
  | { kind: 'event'; name: string; until: string }
  | { kind: 'status'; status: 'delivered' | 'read'; messageId: string | null; until: string }
  | { kind: 'effect'; until: string }

/** A flow that runs another and waits for its end. */
interface Frame {
  flowId: string
  versionId: string
  node: string
  vars: Readonly<Record<string, unknown>>
}

const openStates = ['waiting'] as const
const endStates = ['completed', 'failed', 'expired', 'handed_over', 'stopped'] as const
export const sessionStates = [...openStates, ...endStates] as const
export type EndState = (typeof endStates)[number]
export type SessionState = (typeof sessionStates)[number]

/** One conversation in the middle of a flow. It points at a version and holds no copy of it. */
export interface Session {
  id: string
  conversationId: string
  contactId: string
  numberId: string
  flowId: string
  versionId: string
  node: string
  stack: readonly Frame[]
  vars: Readonly<Record<string, unknown>>
  /** What started it, read only: the trigger and what it knew. */
  event: Readonly<Record<string, unknown>>
  wait: Wait | null
  /** Counts its turns. What belongs to an earlier one comes too late. */
  rev: number
  state: SessionState
  result: string | null
  /** Flows that led to this one by their events. */
  depth: number
  startedAt: string
  updatedAt: string
  endedAt: string | null
}
