import { createHmac } from 'node:crypto'
import type { MessageStatusData } from '@dawk/core/events/catalogue.ts'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import type { RenderEndpoint } from '@dawk/core/webhooks/deliveries/delivery-job.ts'
import type { RenderedEvent } from '../surface.ts'

export const eventTypes: readonly string[] = ['whatsapp.webhook', 'message.status.failed']

/**
 * Meta's own payload, signed as Meta signs, with the endpoint's secret in the app secret's place. What failed before Meta
 * took it, Meta never reports: that is told in the same form. https://developers.facebook.com/docs/graph-api/webhooks
 */
export function renderEvent(event: GatewayEvent, { secret }: RenderEndpoint): RenderedEvent | null {
  const payload = event.type === 'whatsapp.webhook' ? event.data : toFailedStatus(event)
  if (payload === null) return null
  const body = JSON.stringify(payload)
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } }
}

/** Its id is ours: the one that the answer carried in place of a wamid. */
function toFailedStatus(event: GatewayEvent): Record<string, unknown> | null {
  if (event.type !== 'message.status.failed') return null
  const { at, data } = event
  if (data.wamid !== null) return null // Meta took it, and reported it itself
  const { messageId, to, toUserId, error, metadata, phoneNumberId, wabaId, displayPhoneNumber } = data
  const callbackData = metadata?.['biz_opaque_callback_data']
  const status = {
    id: messageId,
    status: 'failed',
    timestamp: String(Math.floor(Date.parse(at) / 1000)),
    recipient_id: to ?? toUserId,
    ...(typeof callbackData === 'string' && { biz_opaque_callback_data: callbackData }),
    errors: error === null ? [] : [toError(error)],
  }
  const numbers = { display_phone_number: displayPhoneNumber?.replace(/\D/g, '') ?? '', phone_number_id: phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata: numbers, statuses: [status] }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId ?? '', changes: [{ value, field: 'messages' }] }],
  }
}

const toError = ({ code, title, details, cause }: NonNullable<MessageStatusData['error']>) => ({
  code: code ?? 131000,
  title,
  message: title,
  error_data: { details: details ?? cause },
})
