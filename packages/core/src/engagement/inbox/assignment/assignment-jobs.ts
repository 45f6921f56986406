import type { CoreContext } from '#context.ts'
import { batchJobs, type Job } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork, WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { emitUpdated, unassignWaiting } from '../conversations/conversation-store.ts'
import type { InboxSettings } from '../settings/inbox-settings.ts'
import { selectInboxSettingsOf, tryLockInbox } from '../settings/inbox-settings-store.ts'
import {
  type AgentRow,
  enqueue,
  enqueueMissing,
  leaveQueue,
  lockAgentsAtWork,
  storeAssignments,
  takeWaiting,
} from './assignment-store.ts'
import { handOut, handOutSoon } from './hand-out.ts'
import { planAssignments } from './plan-assignments.ts'

/**
 * One pass over what waits in an account. While it runs nobody else hands out there, and the conversations are locked, so that none
 * gets two agents: what a crash interrupts has changed nothing, and the job is done again. It waits for nobody: what others have
 * locked is left to the next pass.
 */
export const assignmentJobs = batchJobs({
  kind: handOut,
  batchSize: 1,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const { accountId } of jobs) await pass(tx.as(systemCaller(accountId)))
  },
})

/** Every change gives a conversation its place by itself: this finds what one of them left out. */
export const handOutMissing = ({ worker }: Pick<CoreContext, 'worker'>): Promise<void> =>
  worker.transaction(async (tx) => {
    const enqueued = await enqueueMissing(tx)
    tx.schedule(handOut, ...enqueued.map(({ accountId }) => ({ accountId, key: accountId, payload: {} })))
  })

/** When somebody else had what it needed. */
const againMs = 200

async function pass(tx: UnitOfWork): Promise<void> {
  const { accountId } = tx.caller
  if (!(await tryLockInbox(tx, accountId))) return handOutAgain(tx)
  const settings = await selectInboxSettingsOf(tx, accountId)
  if (settings.assignment === 'manual') return
  const agents = await lockAgentsAtWork(tx, accountId)
  const isAllBack = await takeBack(tx, agents, settings)
  const { waiting, over, isBusy, isFull } = await takeWaiting(tx, accountId)
  await leaveQueue(tx, accountId, over)
  const plan = planAssignments(settings.assignment, agents, waiting)
  if (plan.length > 0) await assign(tx, plan)
  if (isFull && plan.length + over.length > 0) handOutSoon(tx)
  else if (isBusy || !isAllBack) handOutAgain(tx)
}

const handOutAgain = (tx: UnitOfWork) => handOutSoon(tx, { dueAt: new Date(Date.now() + againMs).toISOString() })

/** What waits for an answer of agents who have been away for as long as the account waits. False: somebody is changing some of it. */
async function takeBack(
  tx: UnitOfWork,
  agents: readonly AgentRow[],
  { returnAfterMinutes }: InboxSettings,
): Promise<boolean> {
  if (returnAfterMinutes === null) return true
  const { accountId } = tx.caller
  const longAway = new Date(Date.now() - returnAfterMinutes * 60_000).toISOString()
  const gone = agents.filter(({ available, availableChangedAt }) => !available && availableChangedAt <= longAway)
  const { back, isBusy } = await unassignWaiting(
    tx,
    accountId,
    gone.map(({ memberId }) => memberId),
  )
  await enqueue(
    tx,
    back.map(({ id, since }) => ({ accountId, conversationId: id, since })),
  )
  for (const { id, assignee } of back)
    await tx.audit('conversation.assigned', id, {
      before: { assignee },
      after: { assignee: null, reason: `away for ${returnAfterMinutes} minutes` },
    })
  await emitUpdated(
    tx,
    back.map(({ id }) => id),
  )
  return !isBusy
}

async function assign(tx: UnitOfWork, plan: ReturnType<typeof planAssignments>): Promise<void> {
  await storeAssignments(tx, tx.caller.accountId, plan)
  for (const { conversationId, memberId, reason } of plan)
    await tx.audit('conversation.assigned', conversationId, {
      before: { assignee: null },
      after: { assignee: memberId, reason },
    })
  await emitUpdated(
    tx,
    plan.map(({ conversationId }) => conversationId),
  )
}
