import type { CoreContext } from '../context.ts'
import type { EventHorizon } from './event-horizon.ts'
import { type EventFilter, type LoggedEvent, selectEvent, selectEvents } from './event-log-store.ts'

/**
 * The account's events in the order of the log, after `after` and up to what is sure: a client that goes on from the last
 * one it got misses none, also of those that were being recorded at this moment.
 */
export async function listEvents(
  { db, eventHorizon }: Pick<CoreContext, 'db'> & { eventHorizon: EventHorizon },
  accountId: string,
  filter: EventFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<LoggedEvent[]> {
  const horizon = await eventHorizon.read()
  return db.asAccounts([accountId], (tx) =>
    selectEvents(tx, accountId, filter, { after: after ?? '0', horizon, limit }),
  )
}

/** Null when the account has no such event. */
export async function findEvent(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
): Promise<LoggedEvent | null> {
  return db.asAccounts([accountId], (tx) => selectEvent(tx, accountId, id))
}
