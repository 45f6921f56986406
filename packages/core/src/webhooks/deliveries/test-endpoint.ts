import type { CoreContext } from '#context.ts'
import type { EventData } from '#events/catalogue.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { type Endpoint, enableEndpoint, selectSecrets } from '../endpoints/endpoint-store.ts'
import { auditEndpoint, requireEndpoint } from '../endpoints/endpoints.ts'
import type { DeliveryOutcome } from './attempt-delivery.ts'
import type { Deliverer } from './deliver.ts'
import { type DeliveryAttempt, type DeliveryContent, insertTestEvent } from './delivery-store.ts'

interface EndpointTest {
  deliveryId: string
  eventId: string
  delivered: boolean
  attempt: DeliveryAttempt
  endpoint: Endpoint
}

/**
 * Sends an `endpoint.test` event to one endpoint at once, enabled or not, and returns what came back; nothing is retried.
 * With `enable`, a disabled endpoint that answers well is enabled. The attempt stands in the endpoint's log.
 * @throws GatewayError `not_found`
 */
export type TestEndpoint = (caller: Caller, endpointId: string, options: { enable: boolean }) => Promise<EndpointTest>

export function createTestEndpoint(
  ctx: Pick<CoreContext, 'transaction' | 'worker'>,
  deliverer: Deliverer,
): TestEndpoint {
  return async (caller, endpointId, { enable }) => {
    assertScope(caller, 'webhooks:write')
    const { content, laneId } = await ctx.transaction(caller, (tx) => recordTest(tx, endpointId))
    const deliveryId = newId()
    const outcome = await deliverer.attempt(deliverer.trial(deliveryId, content))
    const delivered = outcome.kind === 'delivered'
    const { eventId, accountId } = content
    const item = { id: '0', laneId, orderingKey: '0', priority: 2, ref: deliveryId, accountId, attempts: 0, eventId }
    await ctx.worker.transaction((tx) => deliverer.settle(tx, [{ item, outcome: toFinal(outcome) }]))
    const endpoint = await ctx.transaction(caller, async (tx) => {
      const endpoint = await requireEndpoint(tx, accountId, endpointId)
      return enable && delivered && !endpoint.enabled ? enableTested(tx, endpoint) : endpoint
    })
    return { deliveryId, eventId, delivered, attempt: outcome.attempt, endpoint }
  }
}

/** A test is not retried. */
const toFinal = (outcome: DeliveryOutcome): DeliveryOutcome =>
  outcome.kind === 'retry' ? { ...outcome, kind: 'failed' } : outcome

async function enableTested(tx: UnitOfWork, before: Endpoint): Promise<Endpoint> {
  const after = (await enableEndpoint(tx, before.accountId, before.id)) ?? before
  tx.notify('lanes', after.laneId)
  await auditEndpoint(tx, 'webhook_endpoint.changed', before, after)
  return after
}

/** The event enters no lane: only the endpoint that is tested gets it. */
async function recordTest(tx: UnitOfWork, endpointId: string): Promise<{ content: DeliveryContent; laneId: string }> {
  const { accountId } = tx.caller
  const { id, dialect, url, laneId } = await requireEndpoint(tx, accountId, endpointId)
  const secrets = await selectSecrets(tx, accountId, id)
  if (!secrets) throw new GatewayError('not_found', `No endpoint ${endpointId} in this account`)
  const data: EventData['endpoint.test'] = { endpointId: id }
  const event = { eventId: newId(), accountId, type: 'endpoint.test', at: new Date().toISOString(), data }
  await insertTestEvent(tx, event)
  return { content: { ...event, ...secrets, itemId: '0', endpointId: id, dialect, url }, laneId }
}
