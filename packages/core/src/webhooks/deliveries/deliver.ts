import type { Logger } from 'pino'
import type { Database } from '#platform/database/database.ts'
import type { SecretBox } from '#platform/secrets.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { disableEndpoints } from '../endpoints/dropped-delivery-store.ts'
import { type AttemptDeps, attemptDelivery, type DeliveryOutcome } from './attempt-delivery.ts'
import {
  asInLog,
  cachedSecrets,
  type DeliveryItem,
  type DeliveryJob,
  type RenderDelivery,
  toUnrendered,
  tryRender,
} from './delivery-job.ts'
import { type DeliveryContent, type DeliveryReport, recordAttempts, selectDeliveryContents } from './delivery-store.ts'

import { createFreshDeliveries, type FreshDeliveries } from './fresh-deliveries.ts'

export interface DelivererDeps extends AttemptDeps {
  db: Database
  secrets: Pick<SecretBox, 'open'>
  render: RenderDelivery
  log: Logger
  fresh?: FreshDeliveries
  /** An endpoint that fails so long without one success is switched off. */
  disableAfterMs?: number
}

export interface Deliverer {
  /** By item id. An item without an entry has no event or no enabled endpoint any more, or nothing to say: drop it. */
  prepare(items: readonly DeliveryItem[]): Promise<Map<string, DeliveryJob>>
  /** A delivery outside its lane: what the endpoint's dialect has no word for goes out as it stands in the log. */
  trial(deliveryId: string, content: DeliveryContent): DeliveryJob
  /** One POST. Never throws. */
  attempt(job: DeliveryJob): Promise<DeliveryOutcome>
  /** Records outcomes and removes or reschedules their items, in the transaction given. */
  settle(tx: WorkerTransaction, batch: readonly { item: DeliveryItem; outcome: DeliveryOutcome }[]): Promise<void>
}

/** A few failures over five quiet days say little about a receiver. */
const minFailuresToDisable = 10

/**
 * The customers' side of a lane: renders, signs, posts, and records what came back. At least once: the receiver tells
 * repeats by `webhook-id`, the same on each attempt. Success is a 2xx and nothing else; redirects are not followed.
 * Rules after Standard Webhooks 1.0.0: https://github.com/standard-webhooks/standard-webhooks
 */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { db, disableAfterMs = 5 * 24 * 3_600_000 } = deps
  const fresh = deps.fresh ?? createFreshDeliveries()
  const jobDeps = { openSecrets: cachedSecrets(deps.secrets), log: deps.log }

  /** Null: there is nothing to say of this event. */
  function toJob(item: DeliveryItem, content: DeliveryContent): DeliveryJob | null {
    const job = toUnrendered(jobDeps, item, content)
    const rendered = tryRender(deps, job)
    return rendered === undefined ? null : { ...job, rendered }
  }

  function trial(deliveryId: string, content: DeliveryContent): DeliveryJob {
    const job = toUnrendered(jobDeps, { ref: deliveryId, attempts: 0 }, content)
    const rendered = tryRender(deps, job)
    return { ...job, rendered: rendered === undefined ? asInLog(job.event) : rendered }
  }

  async function prepare(items: readonly DeliveryItem[]): Promise<Map<string, DeliveryJob>> {
    const events = new Map(
      items.flatMap((item) => (item.eventId ? [[item.id, { ...item, eventId: item.eventId }]] : [])),
    )
    const jobs = new Map<string, DeliveryJob>()
    if (events.size === 0) return jobs
    for (const content of await readContents([...events.values()])) {
      const item = events.get(content.itemId)
      const job = item && toJob(item, content)
      if (job) jobs.set(item.id, job)
    }
    return jobs
  }

  /** From memory where this process has just recorded them. */
  async function readContents(items: readonly (DeliveryItem & { eventId: string })[]): Promise<DeliveryContent[]> {
    const known = items.flatMap(({ id }) => fresh.take(id) ?? [])
    const knownIds = new Set(known.map(({ itemId }) => itemId))
    const others = items.filter(({ id }) => !knownIds.has(id))
    if (others.length === 0) return known
    const read = await selectDeliveryContents(db.worker, others)
    fresh.learn(read)
    return [...known, ...read]
  }

  return {
    prepare,
    trial,
    attempt: (job) => attemptDelivery(deps, job),
    settle: async (tx, batch) => {
      if (batch.length === 0) return
      const limits = { disableAfterMs, minFailures: minFailuresToDisable }
      const failingTooLong = await recordAttempts(tx, batch.map(toReport), limits)
      const off = [
        ...batch.flatMap(({ outcome: { disable } }) => (disable ? [disable] : [])),
        ...failingTooLong.map((endpointId) => ({ endpointId, url: null, reason: 'failing for too long' })),
      ]
      const disabled = off.length > 0 ? await disableEndpoints(tx, off) : []
      const at = new Date().toISOString()
      for (const { accountId, data } of disabled) tx.emit({ accountId, type: 'endpoint.disabled', at, data })
    },
  }
}

const states = { delivered: 'delivered', retry: 'retrying', failed: 'failed' } as const

function toReport({ item, outcome }: { item: DeliveryItem; outcome: DeliveryOutcome }): DeliveryReport {
  return {
    itemId: item.id,
    deliveryId: item.ref,
    endpointId: outcome.endpointId,
    eventId: item.eventId ?? item.ref, // never null: an item without an event was dropped by `prepare`
    accountId: item.accountId,
    state: states[outcome.kind],
    attempts: item.attempts + 1,
    afterMs: outcome.afterMs ?? 0,
    attempt: outcome.attempt,
    rowless: item.rowlessSince === undefined ? null : item,
  }
}
