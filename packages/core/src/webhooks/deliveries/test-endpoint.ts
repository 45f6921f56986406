import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { tellOf } from '../endpoints/endpoint.ts'
import { type Endpoint, enableEndpoint, selectSecrets } from '../endpoints/endpoint-repository.ts'
import { existingEndpoint } from '../endpoints/many-endpoints.ts'
import type { DeliveryOutcome } from './attempt-delivery.ts'
import type { Deliverer } from './deliver.ts'
import type { DeliveryAttempt, DeliveryContent } from './delivery-repository.ts'

export interface EndpointTest {
  deliveryId: string
  eventId: string
  delivered: boolean
  attempt: DeliveryAttempt
  endpoint: Endpoint
}

/**
 * Sends an `endpoint.test` event to one endpoint at once, enabled or not, and says what came back; nothing is retried.
 * With `enable`, an endpoint that is off is switched on when it answered well. The attempt stands in its log.
 * @throws GatewayError `not_found`
 */
export type TestEndpoint = (
  accountId: string,
  endpointId: string,
  options: { enable: boolean },
  by: Actor,
) => Promise<EndpointTest>

export function createTestEndpoint({ db }: Pick<CoreContext, 'db'>, deliverer: Deliverer): TestEndpoint {
  return async (accountId, endpointId, { enable }, by) => {
    const { content, laneId } = await db.asAccounts([accountId], (tx) => recordTest(tx, accountId, endpointId))
    const deliveryId = newId()
    const outcome = await deliverer.attempt(deliverer.trial(deliveryId, content))
    const delivered = outcome.kind === 'delivered'
    const { eventId } = content
    const item = { id: '0', laneId, strand: '0', ref: deliveryId, accountId, attempts: 0, eventId }
    await db.worker.transaction((tx) => deliverer.settle(tx, [{ item, outcome: settled(outcome) }]))
    const endpoint = await db.asAccounts([accountId], async (tx) => {
      const endpoint = await existingEndpoint(tx, accountId, endpointId)
      return enable && delivered && !endpoint.enabled ? switchOn(tx, endpoint, by) : endpoint
    })
    return { deliveryId, eventId, delivered, attempt: outcome.attempt, endpoint }
  }
}

/** Nobody tries it again. */
const settled = (outcome: DeliveryOutcome): DeliveryOutcome =>
  outcome.kind === 'retry' ? { ...outcome, kind: 'failed' } : outcome

async function switchOn(tx: Queryable, before: Endpoint, by: Actor): Promise<Endpoint> {
  const after = (await enableEndpoint(tx, before.accountId, before.id)) ?? before
  await tellOf(tx, 'changed', by, before, after)
  return after
}

/** The event goes to no lane: only the endpoint that is tested gets it. */
async function recordTest(
  tx: Queryable,
  accountId: string,
  endpointId: string,
): Promise<{ content: DeliveryContent; laneId: string }> {
  const { id, dialect, url, laneId } = await existingEndpoint(tx, accountId, endpointId)
  const secrets = await selectSecrets(tx, accountId, id)
  if (!secrets) throw new GatewayError('not_found', `No endpoint ${endpointId} in this account`)
  const event = {
    eventId: newId(),
    accountId,
    type: 'endpoint.test',
    at: new Date().toISOString(),
    data: { endpointId: id },
  }
  await tx.query('insert into events (id, account_id, type, at, data) values ($1, $2, $3, $4, $5::jsonb)', [
    event.eventId,
    accountId,
    event.type,
    event.at,
    JSON.stringify(event.data),
  ])
  return { content: { ...event, ...secrets, itemId: '0', endpointId: id, dialect, url }, laneId }
}
