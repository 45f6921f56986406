import type { Logger } from 'pino'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import type { Queryable } from '#platform/database/queryable.ts'
import type { GatewayEvent } from '../event.ts'
import type { EventHorizon } from '../event-horizon.ts'
import { setAside } from './set-aside-events.ts'
import type { Subscriber, SubscriberTransaction } from './subscriber.ts'
import { lockCursors, moveCursors, registerSubscribers, type SequencedEvent, selectEvents } from './subscriber-store.ts'

const pollMs = 1000
/** A log that has not grown is looked at again only for what a process that died has left. */
const unchangedMs = 10_000
/** Under load what is recorded within so long is read at once: a look costs the same for one event and for many. */
const pauseMs = 100
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
  let passed = ''
  let lookAgainAt = 0

  async function step(): Promise<number> {
    if (names.length === 0) return pollMs
    const horizon = await eventHorizon.read()
    if (!isRegistered) await registerSubscribers(worker, names, horizon)
    isRegistered = true
    if (horizon === passed && performance.now() < lookAgainAt) return pollMs
    const read = await readTogether(deps, horizon)
    if (read.includes('more')) return 0
    passed = horizon
    lookAgainAt = performance.now() + unchangedMs
    return pollMs
  }

  return createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'subscribers did not read on: trying again'),
    retryMs: pollMs,
    pauseMs,
  })
}

type Progress = 'more' | 'done'

/** All of them in one transaction; where it fails, each in its own. */
async function readTogether<Tx extends SubscriberTransaction>(
  deps: SubscriberWorkerDeps<Tx>,
  horizon: string,
): Promise<Progress[]> {
  const { subscribers, log } = deps
  const limit = Math.min(...subscribers.map(({ batchSize }) => batchSize ?? usualBatch))
  try {
    return [await readBatch(deps, subscribers, { horizon, limit })]
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    if (subscribers.length > 1) log.warn({ err: error }, 'events were not handled by all subscribers together')
    return Promise.all(subscribers.map((one) => readOn(deps, one, horizon)))
  }
}

/** One batch; where it fails, its events one by one. */
async function readOn<Tx extends SubscriberTransaction>(
  deps: SubscriberWorkerDeps<Tx>,
  one: Subscriber<Tx>,
  horizon: string,
): Promise<Progress> {
  const size = one.batchSize ?? usualBatch
  try {
    return await readBatch(deps, [one], { horizon, limit: size })
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
    return await readBatch(deps, [one], only)
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    deps.log.warn({ err: error, subscriber: one.name }, 'an event was not handled: set aside')
    const handle = async (tx: Tx, events: readonly GatewayEvent[]) => {
      for (const event of events) setAside(tx, one.name, event)
    }
    return readBatch(deps, [{ ...one, handle }], only)
  }
}

/** Reads, handles and moves the cursors in one transaction. Subscribers that another process has are left out. */
function readBatch<Tx extends SubscriberTransaction>(
  { worker }: Pick<SubscriberWorkerDeps<Tx>, 'worker'>,
  subscribers: readonly Subscriber<Tx>[],
  { horizon, limit }: { horizon: string; limit: number },
): Promise<Progress> {
  return worker.transaction(async (tx) => {
    const cursors = await lockCursors(
      tx,
      subscribers.map(({ name }) => name),
      horizon,
    )
    if (cursors.size === 0) return 'done'
    const held = subscribers.filter(({ name }) => cursors.has(name))
    const after = [...cursors.values()].reduce((least, one) => (one < least ? one : least))
    const upTo = after + stretch < BigInt(horizon) ? after + stretch : BigInt(horizon)
    const types = [...new Set(held.flatMap((one) => one.types))]
    const events = await selectEvents(tx, { after: `${after}`, upTo: `${upTo}`, types, limit })
    for (const one of held) await hand(tx, one, events, cursors.get(one.name) ?? after)
    const last = events.length < limit ? `${upTo}` : (events.at(-1)?.sequence ?? `${upTo}`)
    await moveCursors(tx, [...cursors.keys()], last)
    return last === horizon ? 'done' : 'more'
  })
}

/** What is after its cursor and of its types. */
async function hand<Tx extends SubscriberTransaction>(
  tx: Tx,
  { types, handle }: Subscriber<Tx>,
  batch: readonly SequencedEvent[],
  cursor: bigint,
): Promise<void> {
  const subscribed: ReadonlySet<string> = new Set(types)
  const own = batch.filter(({ sequence, type }) => subscribed.has(type) && BigInt(sequence) > cursor)
  const events = own.map(({ sequence: _, ...event }) => event as GatewayEvent)
  if (events.length > 0) await handle(tx, events)
}
