import type { CoreContext } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { Signal } from '../lanes/signal.ts'
import { stepReplay, stopReplay, takeReplay } from './replay-repository.ts'

const pollMs = 1000
const eventsPerStep = 500
/** A replay waits while so much waits in its lane: it must not outgrow what the receiver takes. */
const maxWaiting = 2000

export interface ReplayWorker {
  start(): void
  stop(): Promise<void>
}

/**
 * Carries replays on, a batch in each transaction: after a crash, or in another process, one goes on where it was. Any
 * number of processes may run it.
 */
export function createReplayWorker({
  db,
  log,
  wakeLanes,
}: Pick<CoreContext, 'db' | 'log' | 'wakeLanes'>): ReplayWorker {
  const signal = new Signal()
  let stopping = false
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    while (!stopping) {
      const laneId = await db.worker.transaction(step).catch((error) => {
        log.warn({ err: error }, 'a replay of webhooks did not go on: trying again')
        return null
      })
      if (laneId === null) await signal.wait(pollMs)
      else wakeLanes([laneId])
    }
  }

  return {
    start() {
      running = run()
    },
    async stop() {
      stopping = true
      signal.raise()
      await running
    },
  }
}

/** The lane that may have got something; null: there was nothing to do. */
async function step(tx: Queryable): Promise<string | null> {
  const replay = await takeReplay(tx, maxWaiting)
  if (replay === null) return null
  if (replay.enabled) await stepReplay(tx, replay, eventsPerStep)
  else await stopReplay(tx, replay.accountId, replay.id, 'the endpoint was switched off')
  return replay.laneId
}
