import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { stepReplay, stopReplay, takeReplay } from './replay-repository.ts'

const pollMs = 1000
const eventsPerStep = 500
/** A replay pauses while this many deliveries wait in its lane: it must not outgrow what the receiver takes. */
const maxWaiting = 2000

/**
 * Continues replays, a batch in each transaction: after a crash, or in another process, a replay continues where it was.
 * Any number of processes may run this worker.
 */
export function createReplayWorker({ worker, log }: Pick<CoreContext, 'worker' | 'log'>): BackgroundLoop {
  return createBackgroundLoop({
    step: async () => ((await worker.transaction(step)) ? 0 : pollMs),
    onError: (error) => log.warn({ err: error }, 'a replay of webhooks did not continue: trying again'),
    retryMs: pollMs,
  })
}

/** False: there was nothing to do. */
async function step(tx: WorkerTransaction): Promise<boolean> {
  const replay = await takeReplay(tx, maxWaiting)
  if (replay === null) return false
  if (replay.enabled) await stepReplay(tx, replay, eventsPerStep)
  else await stopReplay(tx, replay.accountId, replay.id, 'the endpoint was switched off')
  tx.wake(replay.laneId)
  return true
}
