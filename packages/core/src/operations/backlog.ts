import { expireMessages } from '#messaging/messages/expire-messages.ts'
import type { UnitsOfWork } from '#tenancy/unit-of-work.ts'
import { expireDeliveries } from '#webhooks/endpoints/dropped-delivery-store.ts'

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
