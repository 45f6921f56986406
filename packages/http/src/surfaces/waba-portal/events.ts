import { createHmac } from 'node:crypto'
import type { EventData, MessageStatusData } from '@dawk/core/events/catalogue.ts'
import { type GatewayEvent, isEventOf } from '@dawk/core/events/event.ts'
import type { RenderEndpoint } from '@dawk/core/webhooks/deliveries/delivery-job.ts'
import type { RenderedEvent } from '../surface.ts'

/** By the names that `webhookEvents` has for them. */
export const eventTypesOf = {
  messages: ['message.received', 'message.received.unknown', 'message.edited', 'message.deleted'],
  statuses: ['message.status.sent', 'message.status.delivered', 'message.status.read', 'message.status.failed'],
} as const

/** Under this name the account's endpoint is kept. */
export const dialect = 'waba-portal'

export const eventTypes: readonly string[] = Object.values(eventTypesOf).flat()

export function renderEvent(event: GatewayEvent, { secret }: RenderEndpoint): RenderedEvent | null {
  const vendorEvent = toVendorEvent(event)
  return vendorEvent && sign(toEnvelope(vendorEvent.name, event.at, event.accountId, vendorEvent.data), secret)
}

/** What `POST /webhook/test` sends. */
export function renderTest(accountId: string, testId: string, at: string): Record<string, unknown> {
  return toEnvelope('test', at, accountId, { message: 'This is a test webhook from WABA Portal', testId })
}

/** The seed's verifier signs `JSON.stringify` of what it parsed: these bytes, since they are that already. */
export function sign(body: Record<string, unknown>, secret: string): RenderedEvent {
  const text = JSON.stringify(body)
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  return { body: text, headers: { 'content-type': 'application/json', 'x-webhook-signature': signature } }
}

/** The seed's instants have no fractions of a second. */
const toEnvelope = (event: string, at: string, projectId: string, data: Record<string, unknown>) => ({
  event,
  timestamp: at.replace(/\.\d+Z$/, 'Z'),
  projectId,
  data,
})

function toVendorEvent(event: GatewayEvent): { name: string; data: Record<string, unknown> } | null {
  if (isEventOf(event, eventTypesOf.messages)) return { name: 'message', data: toMessage(event.data) }
  if (isEventOf(event, eventTypesOf.statuses)) return { name: 'status', data: toStatus(event.data, event.at) }
  return null
}

type Received = Pick<EventData['message.received'], 'contact' | 'fromUserId' | 'message'>

/** Meta's message with the vendor's names for what surrounds its content, and nothing that says the same in other words. */
function toMessage({ contact, fromUserId, message }: Received): Record<string, unknown> {
  const { from, id, timestamp, type, from_user_id: _, from_parent_user_id: __, ...content } = message
  const sender = from ?? fromUserId
  return {
    from: sender,
    messageId: id,
    timestamp,
    type,
    contact: { name: contact?.profile?.name ?? null, wa_id: contact?.wa_id ?? from ?? null },
    ...content,
  }
}

function toStatus(data: MessageStatusData, at: string): Record<string, unknown> {
  const { messageId, wamid, status, to, toUserId, error } = data
  return {
    messageId: wamid ?? messageId,
    status,
    timestamp: String(Math.floor(Date.parse(at) / 1000)),
    to: to ?? toUserId,
    ...(error && status === 'failed' && { errors: [toError(error)] }),
  }
}

/** As Meta reports it. */
const toError = ({ code, title, details, cause }: NonNullable<MessageStatusData['error']>) => ({
  code,
  title,
  message: title,
  error_data: { details: details ?? cause },
})
