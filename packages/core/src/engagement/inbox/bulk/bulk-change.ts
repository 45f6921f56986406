import type { ConversationFilter } from '#messaging/conversations/conversation-store.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { ConversationSteps } from '../macros/conversation-steps.ts'

export type BulkState = 'running' | 'completed' | 'canceled' | 'failed'

/** The same steps on every conversation that a filter finds. Instants are ISO 8601. */
export interface BulkChange {
  id: string
  state: BulkState
  /** How many have been changed so far. */
  changed: number
  /** How many could not change so, such as those that need a reason to close. */
  failed: number
  /** Why the last of those could not; null: every one could. */
  lastError: string | null
  createdAt: string
  finishedAt: string | null
}

export type BulkFilter = Omit<ConversationFilter, 'limit' | 'cursor' | 'search'>

/** What the work needs beside what is shown. */
export interface StoredBulkChange extends BulkChange {
  /** With whoever started it resolved, and what they may see. */
  filter: BulkFilter
  steps: ConversationSteps
  actor: Actor
}

/** Bulk changes of an account under way at once. */
export const maxRunningBulkChanges = 5
