import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork, WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { enqueue } from '../assignment/assignment-store.ts'
import { handOutSoon } from '../assignment/hand-out.ts'
import { handsOut } from '../settings/inbox-settings.ts'
import { selectInboxSettingsOf } from '../settings/inbox-settings-store.ts'
import { emitUpdated, type Woken, wakeSnoozed } from './conversation-store.ts'

/** Opens a snoozed conversation when its time has come. The key is the conversation. */
export const wakeConversation = jobKind('wake_conversation')

/** One that was opened, closed or snoozed for longer meanwhile stays as it is. */
export const snoozeJobs = batchJobs({
  kind: wakeConversation,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const { accountId, key } of jobs) {
      const became = await wakeSnoozed(tx, accountId, key, new Date().toISOString())
      // to wait for somebody who may wait for this very job would end neither
      if (became === 'busy') tx.schedule(wakeConversation, { accountId, key, payload: {}, dueAt: inAMoment() })
      if (typeof became === 'string') continue
      const own = tx.as(systemCaller(accountId))
      await own.audit('conversation.woken', key, { before: { status: 'snoozed' }, after: { status: 'open' } })
      await emitUpdated(own, [key])
      await handOutWoken(own, key, became)
    }
  },
})

/** While it was snoozed it had no place in the queue. */
async function handOutWoken(tx: UnitOfWork, conversationId: string, { waitingSince: since }: Woken): Promise<void> {
  const { accountId } = tx.caller
  if (!handsOut(await selectInboxSettingsOf(tx, accountId))) return
  if (since !== null) await enqueue(tx, [{ accountId, conversationId, since }])
  handOutSoon(tx)
}

const againMs = 200
const inAMoment = () => new Date(Date.now() + againMs).toISOString()
