import type { EventData } from '#events/catalogue.ts'
import type { NewEvent } from '#events/event.ts'
import type { Queryable } from '#platform/database/queryable.ts'
import type { ChildAccount } from './child-account.ts'
import { selectOwnPartnership } from './child-store.ts'
import { takeSequence } from './partner-store.ts'

/** The events that a partner gets of its accounts: each has a place in one sequence of the partner. */
type PartnerEventType = {
  [Type in keyof EventData]: EventData[Type] extends { sequence: number; externalId: string } ? Type : never
}[keyof EventData]
type Envelope = 'accountId' | 'externalId' | 'livemode' | 'sequence'

/** What records the event: it belongs to the partner's account, not to the one that it is about. */
type Notifying = Queryable & { emit(...events: NewEvent[]): void }

/** Tells a partner of one of its accounts. The sequence is taken in the transaction, which holds the partner until its end. */
export async function notifyPartner<Type extends PartnerEventType>(
  tx: Notifying,
  child: Pick<ChildAccount, 'id' | 'partnerId' | 'externalId'>,
  type: Type,
  data: Omit<EventData[Type], Envelope>,
): Promise<void> {
  const place = await takeSequence(tx, child.partnerId, child.id)
  if (place === null) return // the partner is gone meanwhile
  const full = { accountId: child.id, externalId: child.externalId, ...place, ...data }
  tx.emit({ accountId: child.partnerId, type, at: new Date().toISOString(), data: full } as unknown as NewEvent)
}

/** In the transaction that takes an account from its partner, for good. */
export async function notifyClosed(tx: Notifying, accountId: string): Promise<void> {
  const child = await selectOwnPartnership(tx, accountId)
  if (child) await notifyPartner(tx, child, 'account.closed', {})
}
