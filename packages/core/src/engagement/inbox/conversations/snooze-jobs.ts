import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { handOutSoon } from '../assignment/hand-out.ts'
import { emitUpdated, wakeSnoozed } from './conversation-store.ts'

/** Opens a snoozed conversation when its time has come. The key is the conversation. */
export const wakeConversation = jobKind('wake_conversation')

/** One that was opened, closed or snoozed for longer meanwhile stays as it is. */
export const snoozeJobs = batchJobs({
  kind: wakeConversation,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const { accountId, key } of jobs.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      if (!(await wakeSnoozed(tx, accountId, key, new Date().toISOString()))) continue
      const own = tx.as(systemCaller(accountId))
      await own.audit('conversation.woken', key, { before: { status: 'snoozed' }, after: { status: 'open' } })
      await emitUpdated(own, [key])
      handOutSoon(own)
    }
  },
})
