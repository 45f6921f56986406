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
    for (const { accountId, key } of jobs) {
      const became = await wakeSnoozed(tx, accountId, key, new Date().toISOString())
      // to wait for somebody who may wait for this very job would end neither
      if (became === 'busy') tx.schedule(wakeConversation, { accountId, key, payload: {}, dueAt: inAMoment() })
      if (became !== 'woken') continue
      const own = tx.as(systemCaller(accountId))
      await own.audit('conversation.woken', key, { before: { status: 'snoozed' }, after: { status: 'open' } })
      await emitUpdated(own, [key])
      handOutSoon(own)
    }
  },
})

const againMs = 200
const inAMoment = () => new Date(Date.now() + againMs).toISOString()
