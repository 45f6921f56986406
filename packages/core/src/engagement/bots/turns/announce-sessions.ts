import type { NewEvent } from '#events/event.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { disableFlow } from '../flow-store.ts'
import { countLatestErrors, type StoredSession } from './session-store.ts'

const endings = {
  completed: 'flow.session.completed',
  failed: 'flow.session.failed',
  expired: 'flow.session.expired',
  handed_over: 'flow.session.handed_over',
  stopped: 'flow.session.stopped',
} as const

/** A flow of whose latest sessions more than these ended by an error starts no more; those that run go on. */
const breaker = { sessions: 20, errors: 1 }

/** Announces sessions that began and ended, and disables a flow that fails too often. */
export async function announceSessions(
  tx: WorkerTransaction,
  accountId: string,
  { before, sessions, now }: { before: StoredSession | null; sessions: readonly StoredSession[]; now: number },
): Promise<void> {
  const at = new Date(now).toISOString()
  for (const session of sessions) {
    const data = toEventData(session)
    if (session.id !== before?.id) tx.emit({ accountId, at, type: 'flow.session.started', data })
    if (session.state !== 'waiting') tx.emit({ accountId, at, type: endings[session.state], data } as NewEvent)
    if (session.state === 'failed') await disableFailing(tx, accountId, session.rootFlowId, at)
  }
}

async function disableFailing(tx: WorkerTransaction, accountId: string, flowId: string, at: string): Promise<void> {
  const { ended, errors } = await countLatestErrors(tx, accountId, flowId, breaker.sessions)
  if (ended < breaker.sessions || errors <= breaker.errors) return
  const reason = `${errors} of the latest ${ended} sessions ended by an error`
  const name = await disableFlow(tx, accountId, flowId, { reason, at })
  if (name === null) return
  tx.emit({ accountId, at, type: 'flow.disabled', data: { flowId, name, reason } })
  tx.notify('flows', accountId)
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
