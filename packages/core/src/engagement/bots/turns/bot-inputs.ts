import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { jobKind } from '#platform/jobs/job.ts'
import type { InputKind } from '../engine/turn.ts'
import { insertInputs } from './input-store.ts'

/** A turn of a conversation, whose id is the key of the job: one runs at a time, in whichever process. */
export const botTurn = jobKind('bot_turn')

/** The time that a session waits for; the key is the session. */
export const botTimer = jobKind<{ conversationId: string; rev: number }>('bot_timer')

/** Work outside of the database; the key is session, revision and node. */
export const botEffect = jobKind<{ conversationId: string; sessionId: string; rev: number; node: string }>('bot_effect')

/** A worker's transaction, or that of a caller for their account. */
type Scheduling = Queryable & {
  schedule(
    kind: typeof botTurn,
    job: { accountId: string; key: string; dueAt: string | undefined; payload: object },
  ): void
}

export interface Arrival {
  accountId: string
  conversationId: string
  kind: InputKind
  messageId?: string | null
  data?: object
  at: string
  /** Absent: the turn is due at once. */
  dueAt?: string
}

/** Puts inputs before their conversations and schedules the turns, in the transaction in which they become true. */
export async function addInputs(tx: Scheduling, arrivals: readonly Arrival[]): Promise<void> {
  await insertInputs(
    tx,
    arrivals.map(({ accountId, conversationId, kind, messageId = null, data = {}, at }) => ({
      ...{ accountId, conversationId, id: newId(), kind, messageId, data, at },
    })),
  )
  for (const { accountId, conversationId, dueAt } of arrivals) scheduleTurn(tx, { accountId, conversationId, dueAt })
}

export function scheduleTurn(
  tx: Pick<Scheduling, 'schedule'>,
  { accountId, conversationId, dueAt }: { accountId: string; conversationId: string; dueAt?: string | undefined },
): void {
  tx.schedule(botTurn, { accountId, key: conversationId, dueAt, payload: {} })
}
