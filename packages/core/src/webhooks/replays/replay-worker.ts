import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { Queryable } from '#platform/database/database.ts'
import { stepReplay, stopReplay, takeReplay } from './replay-repository.ts'

const pollMs = 1000
const eventsPerStep = 500
/** A replay waits while so much waits in its lane: it must not outgrow what the receiver takes. */
const maxWaiting = 2000

/**
 * Carries replays on, a batch in each transaction: after a crash, or in another process, one goes on where it was. Any
 * number of processes may run it.
 */
export function createReplayWorker({
  db,
  log,
  wakeLanes,
}: Pick<CoreContext, 'db' | 'log' | 'wakeLanes'>): BackgroundLoop {
  return createBackgroundLoop({
    async step() {
      const laneId = await db.worker.transaction(step)
      if (laneId === null) return pollMs
      wakeLanes([laneId])
      return 0
    },
    onError: (error) => log.warn({ err: error }, 'a replay of webhooks did not go on: trying again'),
    retryMs: pollMs,
  })
}

/** The lane that may have got something; null: there was nothing to do. */
async function step(tx: Queryable): Promise<string | null> {
  const replay = await takeReplay(tx, maxWaiting)
  if (replay === null) return null
  if (replay.enabled) await stepReplay(tx, replay, eventsPerStep)
  else await stopReplay(tx, replay.accountId, replay.id, 'the endpoint was switched off')
  return replay.laneId
}
