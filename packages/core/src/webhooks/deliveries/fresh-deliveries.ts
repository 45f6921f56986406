import type { QueuedDelivery } from '#events/record-events.ts'
import { createCache } from '#platform/cache.ts'
import type { DeliveryContent, ReadEndpoint } from './delivery-store.ts'
import { asStored } from './stored-json.ts'

/** A delivery that waits longer is read from the database: by then its endpoint may have changed. */
const freshMs = 500
const mostDeliveries = 5000
const mostEndpoints = 5000

/**
 * What this process has just recorded and may deliver without reading it back: events by the items that wait for them,
 * and endpoints as they were last read. An endpoint that has changed since is read again.
 */
export function createFreshDeliveries() {
  const deliveries = createCache<QueuedDelivery>({ max: mostDeliveries, ttlMs: freshMs })
  const endpoints = createCache<ReadEndpoint>({ max: mostEndpoints })

  return {
    keep(queued: readonly QueuedDelivery[]): void {
      for (const delivery of queued) deliveries.set(delivery.item.id, delivery)
    },
    learn(read: readonly ReadEndpoint[]): void {
      for (const { endpointId, endpointUpdatedAt, dialect, url, secretCipher, previousSecretCipher, ...rest } of read) {
        const { previousSecretUntil } = rest
        const endpoint = { endpointId, endpointUpdatedAt, dialect, url, secretCipher }
        endpoints.set(endpointId, { ...endpoint, previousSecretCipher, previousSecretUntil })
      }
    },
    /** Once: a second attempt reads what is stored. Null: not all of it is known. */
    take(itemId: string, now = Date.now()): DeliveryContent | null {
      const delivery = deliveries.get(itemId)
      deliveries.delete(itemId)
      const endpoint = delivery && endpoints.get(delivery.endpointId)
      if (!endpoint || endpoint.endpointUpdatedAt !== delivery.endpointUpdatedAt) return null
      const { id: eventId, accountId, type, at, data } = delivery.event
      const event = { eventId, accountId, type, at: new Date(at).toISOString(), data: asStored(data) }
      return { itemId, ...event, ...withoutEnded(endpoint, now) }
    },
  }
}

export type FreshDeliveries = ReturnType<typeof createFreshDeliveries>

/** The old secret signs beside the new one for its time. */
function withoutEnded(endpoint: ReadEndpoint, now: number): ReadEndpoint {
  const { previousSecretUntil } = endpoint
  if (previousSecretUntil !== null && Date.parse(previousSecretUntil) > now) return endpoint
  return { ...endpoint, previousSecretCipher: null }
}
