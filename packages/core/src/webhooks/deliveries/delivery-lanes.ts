import type { CoreContext } from '#context.ts'
import type { EventHorizon } from '#events/event-horizon.ts'
import { createLaneEngine, type LaneEngine } from '#platform/lanes/lane-engine.ts'
import type { Attempted } from '#platform/lanes/lane-item.ts'
import { dropDeliveries } from '../endpoints/dropped-delivery-store.ts'
import type { DeliveryOutcome } from './attempt-delivery.ts'
import type { Deliverer } from './deliver.ts'
import type { DeliveryJob } from './delivery-job.ts'
import { insertMissed, readLastSequence, storeItems } from './rowless-store.ts'

/** Deliveries to one receiver under way at a time. */
const concurrency = 64

interface DeliveryOptions {
  deliverer: Deliverer
  eventHorizon: EventHorizon
  leaseMs: number
  maxLanes: number
  /** Told how each attempt ended. */
  onAttempt: (outcome: DeliveryOutcome) => void
}

/**
 * The lanes of customers' endpoints. At least once: an attempt is not marked before it leaves, so a crash repeats it,
 * and the receiver tells repeats by `webhook-id`. What leaves at once has no row in the queue; after a crash it is found in
 * the log of events, beyond the place up to which the lane had dealt with it.
 */
export function createDeliveryEngine(
  options: Pick<CoreContext, 'db' | 'log' | 'worker'> & DeliveryOptions,
): LaneEngine {
  const { db, log, worker, deliverer, eventHorizon, leaseMs, maxLanes, onAttempt } = options
  return createLaneEngine<DeliveryJob, DeliveryOutcome>({
    db,
    log,
    leaseMs,
    maxLanes,
    handler: {
      kind: 'endpoint',
      marksBeforeAttempt: false,
      paceMs: 15, // a round costs the database nothing where items are in memory
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
      rowless: {
        store: async (items) => void (await storeItems(db.worker, items)),
        recover: (laneId, after, refs) => recover({ worker, eventHorizon }, { laneId, after, refs }),
      },
    },
  })
}

/**
 * Every event drawn before this began is there to be read once the horizon has reached it: a transaction that was recording for the
 * last holder of the lane has ended by then, and one that begins later sees that the lane is another's and writes rows.
 */
async function recover(
  { worker, eventHorizon }: Pick<DeliveryOptions, 'eventHorizon'> & Pick<CoreContext, 'worker'>,
  { laneId, after, refs }: { laneId: string; after: string; refs: () => Promise<readonly string[]> },
): Promise<boolean> {
  const drawn = await readLastSequence(worker)
  eventHorizon.changed() // a look that began earlier does not count
  const upTo = await eventHorizon.read()
  const inHand = await refs()
  await worker.transaction((tx) => insertMissed(tx, { laneId, after, upTo, refs: inHand }))
  return BigInt(upTo) >= BigInt(drawn)
}

function toAttempted(outcome: DeliveryOutcome): Attempted<DeliveryOutcome> {
  const { kind, afterMs = 0, destinationFailed, slowDown } = outcome
  return { next: kind === 'retry' ? 'retry' : 'done', afterMs, destinationFailed, slowDown, pause: null, outcome }
}
