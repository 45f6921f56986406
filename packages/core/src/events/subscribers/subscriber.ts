import type { Queryable } from '#platform/database/queryable.ts'
import type { JobKind, NewJob } from '#platform/jobs/job.ts'
import type { EventType } from '../catalogue.ts'
import type { GatewayEvent } from '../event.ts'

/** The transaction of a batch. What must leave it, as a call over HTTP, is scheduled as a job. */
export interface SubscriberTransaction extends Queryable {
  schedule<Payload extends object>(kind: JobKind<Payload>, ...jobs: NewJob<Payload>[]): void
}

/**
 * Something that follows a moment after a fact: bots, drips, connectors. It reads the event log in order, in batches, and its cursor is
 * stored with its effects: an event may be read again after a crash, its effect happens once. What must be true in the same instant as
 * the fact is a reaction instead (`tenancy/reactions.ts`).
 */
export interface Subscriber<Tx extends SubscriberTransaction, Type extends EventType = EventType> {
  /** Under this name its cursor is kept: it begins with what is recorded from its first start on, and goes on where it was. */
  name: string
  /** The types of events that it gets. */
  types: readonly Type[]
  /** Events in one transaction. Default: 200. */
  batchSize?: number
  /**
   * Gets events of many accounts. When it throws, each event is tried alone; one that fails alone is set aside as a job, tried again with
   * pauses for a day, and does not hold up those after it.
   */
  handle(tx: Tx, events: readonly Extract<GatewayEvent, { type: Type }>[]): Promise<void>
}

/** A subscriber for the closed list that the application composes; `events` are typed by `types`. */
export const subscriber = <Tx extends SubscriberTransaction, const Type extends EventType>(
  made: Subscriber<Tx, Type>,
): Subscriber<Tx> => made as unknown as Subscriber<Tx> // it is only called with events of its types
