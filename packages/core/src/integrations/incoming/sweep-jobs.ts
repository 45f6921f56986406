import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { eventDays } from '../sources/event-source.ts'
import { selectSource } from '../sources/event-source-store.ts'
import { deleteOldIncoming, deleteOldKeys } from './incoming-store.ts'

/** Takes away what has outlived its time, each day; the key is the source. */
export const sweepSource = jobKind('event_source_sweep')

const dayMs = 24 * 3600_000
const batchRows = 1000
/** An order is not confirmed again after so long either. */
const claimDays = 400

export const sweepJobs = batchJobs({
  kind: sweepSource,
  batchSize: 1,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const job of jobs) await sweep(tx, job)
  },
})

async function sweep(tx: WorkerTransaction, { accountId, key: sourceId }: Job): Promise<void> {
  const now = Date.now()
  const isThere = (await selectSource(tx, accountId, sourceId)) !== null
  const ago = (days: number) => new Date(isThere ? now - days * dayMs : now + dayMs).toISOString()
  const gone = await deleteOldIncoming(tx, accountId, sourceId, { before: ago(eventDays), limit: batchRows })
  const isMore = gone === batchRows
  await deleteOldKeys(tx, accountId, sourceId, {
    now: isThere ? new Date(now).toISOString() : '9999-12-31T00:00:00Z',
    claimsBefore: ago(claimDays),
  })
  if (!isThere && !isMore) return
  const dueAt = new Date(isMore ? now : now + dayMs).toISOString()
  tx.schedule(sweepSource, { accountId, key: sourceId, dueAt, payload: {} })
}
