import { expireMessages } from '#messaging/messages/expire-messages.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { UnitsOfWork } from '#tenancy/unit-of-work.ts'
import { expireDeliveries } from '#webhooks/endpoints/dropped-delivery-store.ts'

/** What a copy would send of what was accepted before it was made, for one account. */
export interface AccountBacklog {
  accountId: string
  name: string
  /** In a lane of a number, or scheduled. */
  messages: number
  /** Of these, how many have left, or may have: they are repeated when nothing is heard of them. */
  unconfirmed: number
  deliveries: number
  /** When the oldest of them was accepted, ISO 8601. */
  oldest: string
}

/** The accounts with the most first, at most 50. `before`: ISO 8601. Ids of messages and events begin with their instant. */
export async function listBacklog(worker: Queryable, before: string): Promise<AccountBacklog[]> {
  const { rows } = await worker.query<AccountBacklog>(
    `with waiting as (
       select account_id, coalesce(event_id, ref) as id, event_id is not null as is_delivery, started_at is not null as left_already
         from lane_items
       union all
       select account_id, message_id, false, false from scheduled_messages)
     select w.account_id::text as "accountId", a.name,
            (count(*) filter (where not is_delivery))::int as messages,
            (count(*) filter (where not is_delivery and left_already))::int as unconfirmed,
            (count(*) filter (where is_delivery))::int as deliveries,
            min(w.id::text) as oldest
       from waiting w join accounts a on a.id = w.account_id
      where w.id < uuid_v7_floor($1::timestamptz)
      group by w.account_id, a.name order by count(*) desc limit 50`,
    [before],
  )
  return rows.map((row) => ({ ...row, oldest: instantOf(row.oldest) }))
}

/** The instant in a UUIDv7, in ISO 8601. */
const instantOf = (id: string): string => new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()

const batchSize = 500

/**
 * Fails every message and every delivery that was accepted before `before` and waits, a batch a transaction, so that a
 * crash in the middle leaves the rest to the next try. Customers are told by an event for each message.
 */
export async function expireBacklog(
  { worker }: UnitsOfWork,
  before: string,
): Promise<{ messages: number; deliveries: number }> {
  const messages = await inBatches(() => worker.transaction((tx) => expireMessages(tx, before, batchSize)))
  const deliveries = await inBatches(() => worker.transaction((tx) => expireDeliveries(tx, before, batchSize)))
  return { messages, deliveries }
}

async function inBatches(expire: () => Promise<number>): Promise<number> {
  let total = 0
  for (;;) {
    const count = await expire()
    total += count
    if (count === 0) return total
  }
}
