import type { CoreContext } from '#context.ts'
import { createLaneEngine, type LaneEngine } from '#platform/lanes/lane-engine.ts'
import type { Attempted } from '#platform/lanes/lane-item.ts'
import { dropDeliveries } from '../endpoints/dropped-delivery-store.ts'
import type { DeliveryOutcome } from './attempt-delivery.ts'
import type { Deliverer } from './deliver.ts'
import type { DeliveryJob } from './delivery-job.ts'

/** Deliveries to one receiver under way at a time. */
const concurrency = 64

interface DeliveryOptions {
  deliverer: Deliverer
  leaseMs: number
  maxLanes: number
  /** Told how each attempt ended. */
  onAttempt: (outcome: DeliveryOutcome) => void
}

/**
 * The lanes of customers' endpoints. At least once: an attempt is not marked before it leaves, so a crash repeats it,
 * and the receiver tells repeats by `webhook-id`.
 */
export function createDeliveryEngine(
  options: Pick<CoreContext, 'db' | 'log' | 'worker'> & DeliveryOptions,
): LaneEngine {
  const { db, log, worker, deliverer, leaseMs, maxLanes, onAttempt } = options
  return createLaneEngine<DeliveryJob, DeliveryOutcome>({
    db,
    log,
    leaseMs,
    maxLanes,
    handler: {
      kind: 'endpoint',
      marksBeforeAttempt: false,
      settlePaceMs: 50, // nobody waits for the log; a crash repeats what is not in it
      confirmGraceMs: 0,
      concurrency: () => concurrency,
      prepare: (items) => deliverer.prepare(items),
      async attempt(_item, job) {
        const outcome = await deliverer.attempt(job)
        onAttempt(outcome)
        return toAttempted(outcome)
      },
      async settle(batch) {
        // the engine has counted the attempt just made
        const made = batch.map(({ item, attempted }) => ({
          item: { ...item, attempts: item.attempts - 1 },
          outcome: attempted.outcome,
        }))
        await worker.transaction((tx) => deliverer.settle(tx, made))
      },
      drop: (items) => worker.transaction((tx) => dropDeliveries(tx, items)),
      resolveUnconfirmed: async () => new Set(),
    },
  })
}

function toAttempted(outcome: DeliveryOutcome): Attempted<DeliveryOutcome> {
  const { kind, afterMs = 0, destinationFailed, slowDown } = outcome
  return { next: kind === 'retry' ? 'retry' : 'done', afterMs, destinationFailed, slowDown, pause: null, outcome }
}
