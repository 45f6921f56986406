import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { stepReplay, stopReplay, takeReplay } from './replay-store.ts'

const eventsPerStep = 500
/** A replay pauses while this many deliveries wait in its lane: it must not outgrow what the receiver takes. */
const maxWaiting = 2000
const pauseMs = 1000

/** Continues the replay whose id is the key, until it is over. */
export const continueReplay = jobKind('webhook-replay')

/**
 * One step of a replay in each transaction, which then waits its turn behind the replays of others: after a crash, or in
 * another process, it continues where it was.
 */
export const replayJobs = batchJobs({
  kind: continueReplay,
  batchSize: 1,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const job of jobs) await step(tx, job)
  },
})

async function step(tx: WorkerTransaction, { accountId, key }: Job): Promise<void> {
  const replay = await takeReplay(tx, accountId, key, maxWaiting)
  if (replay === null) return // it was stopped, or its endpoint is gone
  const next = { accountId, key, payload: {} }
  if (!replay.enabled) return void (await stopReplay(tx, accountId, key, 'the endpoint was switched off'))
  if (!replay.hasRoom)
    return tx.schedule(continueReplay, { ...next, dueAt: new Date(Date.now() + pauseMs).toISOString() })
  const examined = await stepReplay(tx, replay, eventsPerStep)
  if (examined === eventsPerStep) tx.schedule(continueReplay, next)
  tx.wake(replay.laneId)
}
