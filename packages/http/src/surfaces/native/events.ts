import { createHmac } from 'node:crypto'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import type { RenderEndpoint } from '@dawk/core/webhooks/deliveries/delivery-job.ts'
import type { RenderedEvent } from '../surface.ts'
import { fromMetaNames } from './wire-names.ts'

/** What Meta told and nobody has read yet stays as it came. */
const rawMembers = new Set(['metadata', 'value'])

/** What a client gets of an event, by webhook and by `GET /v1/events` alike. */
export function toEventView({ id, type, at, data }: { id: string; type: string; at: string; data: object }) {
  return { id, type, timestamp: at, data: toDataView(data) }
}

function toDataView(data: object): Record<string, unknown> {
  const members = Object.entries(data).map(([name, value]) => [
    name,
    rawMembers.has(name) ? value : fromMetaNames(value, name),
  ])
  return Object.fromEntries(members)
}

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
