import { createHmac } from 'node:crypto'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import type { RenderEndpoint } from '@dawk/core/webhooks/deliveries/delivery-job.ts'
import { toEventView } from '#resources/events/event-view.ts'
import type { RenderedEvent } from '../surface.ts'

/**
 * The body is signed as it is sent: hex HMAC-SHA256 under the endpoint's secret, its characters as the key. While a secret
 * is being rotated the old one stays in its header, and the new one signs beside it.
 */
export function renderEvent(event: GatewayEvent, { secret, nextSecret }: RenderEndpoint): RenderedEvent {
  const body = JSON.stringify(toEventView(event))
  const sign = (key: string) => createHmac('sha256', key).update(body).digest('hex')
  return {
    body,
    headers: {
      'x-mappstore-signature': sign(secret),
      ...(nextSecret && { 'x-mappstore-signature-next': sign(nextSecret) }),
    },
  }
}
