import type { CoreContext } from '#context.ts'
import { newId } from '#platform/ids.ts'
import { openEndpointSecret } from '../endpoints/endpoint-secrets.ts'
import type { Endpoint } from '../endpoints/endpoint-store.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import type { DelivererDeps } from './deliver.ts'
import type { RenderedDelivery } from './delivery-job.ts'
import type { DeliveryAttempt } from './delivery-store.ts'

type ProbeContext = Pick<CoreContext, 'read' | 'secrets'> & Pick<DelivererDeps, 'egress'>

const timeoutMs = 5_000

/**
 * Calls an endpoint once, now, enabled or not, and returns what it answered: for tests that a person waits for. It is signed
 * like a delivery, but is not one: it is neither logged nor retried, and does not count for the endpoint's health.
 */
export async function probeEndpoint(
  ctx: ProbeContext,
  endpoint: Endpoint,
  render: (secret: string) => RenderedDelivery,
): Promise<DeliveryAttempt> {
  const secret = await openEndpointSecret(ctx, endpoint)
  const { id, accountId, url, dialect } = endpoint
  const job = {
    deliveryId: newId(),
    attemptsMade: 0,
    event: {
      id: newId(),
      accountId,
      type: 'endpoint.test' as const,
      at: new Date().toISOString(),
      data: { endpointId: id },
    },
    dialect,
    endpoint: { id, accountId, url },
    secrets: [secret] as const,
    rendered: render(secret),
  }
  const { attempt } = await attemptDelivery({ egress: ctx.egress, attemptTimeoutMs: timeoutMs }, job)
  return attempt
}
