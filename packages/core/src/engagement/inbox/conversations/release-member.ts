import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { enqueue } from '../assignment/assignment-store.ts'
import { handOutSoon } from '../assignment/hand-out.ts'
import { handsOut } from '../settings/inbox-settings.ts'
import { selectInboxSettingsOf } from '../settings/inbox-settings-store.ts'
import { emitUpdated, forgetMember, unassignAll } from './conversation-store.ts'

/** Whoever is a member no more has no conversations, teams, drafts or views of their own; what waits is handed out anew. */
export async function releaseMember(tx: UnitOfWork, memberId: string): Promise<void> {
  const { accountId } = tx.caller
  const had = await unassignAll(tx, accountId, memberId)
  await forgetMember(tx, accountId, memberId)
  const atWork = had.filter(({ status }) => status !== 'closed')
  if (atWork.length > 0)
    await tx.audit('agent.released', memberId, {
      before: { conversations: atWork.length },
      after: { conversations: 0 },
    })
  await emitUpdated(
    tx,
    atWork.map(({ id }) => id),
  )
  if (!handsOut(await selectInboxSettingsOf(tx, accountId))) return
  const waiting = atWork.filter(({ status, waiting: isWaiting }) => status === 'open' && isWaiting)
  await enqueue(
    tx,
    waiting.map(({ id, since }) => ({ accountId, conversationId: id, since })),
  )
  handOutSoon(tx)
}
