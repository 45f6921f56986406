import type { Logger } from 'pino'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import type { Queryable } from '#platform/database/queryable.ts'
import type { GatewayEvent } from '../event.ts'
import type { EventHorizon } from '../event-horizon.ts'
import { setAside } from './set-aside-events.ts'
import type { Subscriber, SubscriberTransaction } from './subscriber.ts'
import { lockCursor, moveCursor, registerSubscribers, selectBehind, selectEvents } from './subscriber-store.ts'

const pollMs = 1000
const usualBatch = 200
/** One look goes so far: of a type that is rare, a subscriber that is far behind passes the log in stretches. */
const stretch = 20_000n

export interface SubscriberWorkerDeps<Tx extends SubscriberTransaction> {
  worker: Queryable & { transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> }
  log: Logger
  eventHorizon: EventHorizon
  subscribers: readonly Subscriber<Tx>[]
}

/**
 * Lets subscribers read the log, up to the horizon, behind which nothing is still to commit. Any number of processes may run it: a
 * subscriber is in one hand at a time. `wake` is a hint that something was recorded.
 */
export function createSubscriberWorker<Tx extends SubscriberTransaction>(
  deps: SubscriberWorkerDeps<Tx>,
): BackgroundLoop {
  const { worker, log, eventHorizon, subscribers } = deps
  const names = subscribers.map(({ name }) => name)
  let isRegistered = false

  async function step(): Promise<number> {
    if (names.length === 0) return pollMs
    const horizon = await eventHorizon.read()
    if (!isRegistered) await registerSubscribers(worker, names, horizon)
    isRegistered = true
    const behind = await selectBehind(worker, names, horizon)
    const read = await Promise.all(
      subscribers.filter(({ name }) => behind.includes(name)).map((one) => readOn(deps, one, horizon)),
    )
    return read.includes('more') ? 0 : pollMs
  }

  return createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'subscribers did not read on: trying again'),
    retryMs: pollMs,
  })
}

type Progress = 'more' | 'done'

/** One batch; where it fails, its events one by one. */
async function readOn<Tx extends SubscriberTransaction>(
  deps: SubscriberWorkerDeps<Tx>,
  one: Subscriber<Tx>,
  horizon: string,
): Promise<Progress> {
  const size = one.batchSize ?? usualBatch
  try {
    return await readBatch(deps, one, { horizon, limit: size, handle: (tx, events) => one.handle(tx, events) })
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    deps.log.warn({ err: error, subscriber: one.name }, 'a batch of events was not handled: trying one by one')
    for (let left = size; left > 0; left -= 1) if ((await readOne(deps, one, horizon)) === 'done') return 'done'
    return 'more'
  }
}

/** The next event alone; what it fails with is its own, and those after it go on. */
async function readOne<Tx extends SubscriberTransaction>(
  deps: SubscriberWorkerDeps<Tx>,
  one: Subscriber<Tx>,
  horizon: string,
): Promise<Progress> {
  const only = { horizon, limit: 1 }
  try {
    return await readBatch(deps, one, { ...only, handle: (tx, events) => one.handle(tx, events) })
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    deps.log.warn({ err: error, subscriber: one.name }, 'an event was not handled: set aside')
    const handle = async (tx: Tx, events: readonly GatewayEvent[]) => {
      for (const event of events) setAside(tx, one.name, event)
    }
    return readBatch(deps, one, { ...only, handle })
  }
}

interface Batch<Tx> {
  horizon: string
  limit: number
  handle(tx: Tx, events: readonly GatewayEvent[]): Promise<void>
}

/** Reads, handles and moves the cursor in one transaction. */
function readBatch<Tx extends SubscriberTransaction>(
  { worker }: SubscriberWorkerDeps<Tx>,
  { name, types }: Subscriber<Tx>,
  { horizon, limit, handle }: Batch<Tx>,
): Promise<Progress> {
  return worker.transaction(async (tx) => {
    const cursor = await lockCursor(tx, name)
    if (cursor === null || BigInt(cursor) >= BigInt(horizon)) return 'done'
    const end = BigInt(cursor) + stretch
    const upTo = end < BigInt(horizon) ? `${end}` : horizon
    const found = await selectEvents(tx, { after: cursor, upTo, types, limit })
    const events = found.map(({ sequence: _, ...event }) => event as GatewayEvent)
    if (events.length > 0) await handle(tx, events)
    const last = found.length < limit ? upTo : (found.at(-1)?.sequence ?? upTo)
    await moveCursor(tx, name, last)
    return last === horizon ? 'done' : 'more'
  })
}
