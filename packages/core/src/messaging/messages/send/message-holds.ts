import type { NewEvent } from '#events/event.ts'
import { type QueuedDelivery, queueDeliveries } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { GatewayError } from '#platform/errors.ts'

/** What the price check made of a message; only who reserves it knows its other members. */
export interface MessageHold {
  /** Other accounts whose wallets it may draw on: the transaction has to see them. */
  payers?: readonly string[]
}

/** These accounts, and those that pay for them. */
export const withPayers = (
  accountIds: readonly string[],
  commands: readonly { hold?: MessageHold }[],
): readonly string[] => [...new Set([...accountIds, ...commands.flatMap(({ hold }) => hold?.payers ?? [])])]

interface HeldItem {
  accountId: string
  messageId: string
  hold: MessageHold
}

/** Sets the price of messages aside in the transaction that accepts them. */
export interface MessageHolds {
  /** Where any is refused, nothing is written. `events` are recorded with the transaction. */
  reserve(
    tx: Queryable,
    items: readonly HeldItem[],
    at: string,
  ): Promise<{ refused: ReadonlyMap<string, GatewayError>; events: readonly NewEvent[] }>
}

/** Ends a transaction that has accepted messages which nobody can pay for; it is run again without them. */
export class HoldsRefused extends Error {
  readonly refused: ReadonlyMap<string, GatewayError>

  constructor(refused: ReadonlyMap<string, GatewayError>) {
    super('The balance does not reach for every message')
    this.refused = refused
  }
}

/** Of those messages that have a price. @throws HoldsRefused */
export async function holdFor(
  tx: Queryable,
  holds: MessageHolds | undefined,
  accepted: readonly { id: string; command: { accountId: string; hold?: MessageHold } }[],
): Promise<QueuedDelivery[]> {
  const items = accepted.flatMap(({ id: messageId, command: { accountId, hold } }) =>
    hold === undefined ? [] : { accountId, messageId, hold },
  )
  if (items.length === 0 || !holds) return []
  const { refused, events } = await holds.reserve(tx, items, new Date().toISOString())
  if (refused.size > 0) throw new HoldsRefused(refused)
  return queueDeliveries(tx, events)
}
