import type { NewEvent } from '#events/event.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { StoredSession } from './session-store.ts'

const endings = {
  completed: 'flow.session.completed',
  failed: 'flow.session.failed',
  expired: 'flow.session.expired',
  handed_over: 'flow.session.handed_over',
  stopped: 'flow.session.stopped',
} as const

/** Announces sessions that began and ended. */
export function announceSessions(
  tx: Pick<WorkerTransaction, 'emit'>,
  accountId: string,
  { before, sessions, now }: { before: StoredSession | null; sessions: readonly StoredSession[]; now: number },
): void {
  const at = new Date(now).toISOString()
  for (const session of sessions) {
    const data = toEventData(session)
    if (session.id !== before?.id) tx.emit({ accountId, at, type: 'flow.session.started', data })
    if (session.state !== 'waiting') tx.emit({ accountId, at, type: endings[session.state], data } as NewEvent)
  }
}

const toEventData = ({
  id,
  rootFlowId,
  versionId,
  conversationId,
  contactId,
  numberId,
  state,
  result,
  depth,
}: StoredSession) => ({
  ...{ sessionId: id, flowId: rootFlowId, versionId, conversationId, contactId, numberId, state, result, depth },
})
