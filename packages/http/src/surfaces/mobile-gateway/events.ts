import type { EventData, MessageStatusData } from '@dawk/core/events/catalogue.ts'
import { type GatewayEvent, isEventOf } from '@dawk/core/events/event.ts'
import type { RenderedEvent } from '../surface.ts'
import { toMoContent, withPlus } from './translate.ts'

const moTypes = ['message.received', 'message.received.unknown', 'message.edited', 'message.deleted'] as const
const dlrTypes = [
  'message.status.sent',
  'message.status.delivered',
  'message.status.read',
  'message.status.failed',
] as const

/** Those of the MO callback, then those of the DLR callback: the vendor has a URL for each. */
export const eventTypes: readonly string[] = [...moTypes, ...dlrTypes]

export function renderEvent(event: GatewayEvent): RenderedEvent | null {
  const body = isEventOf(event, moTypes) ? toMo(event.data) : isEventOf(event, dlrTypes) ? toDlr(event.data) : null
  return body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** The capital in `Destination` is the seed's. */
function toMo({ messageId, from, fromUserId, phoneNumberId, message }: Omit<EventData['message.received'], 'contact'>) {
  return {
    id: messageId ?? message['id'], // a change of a message that is not here has its wamid alone
    source: withPlus(from) ?? fromUserId ?? '',
    Destination: phoneNumberId,
    content: toMoContent(message),
  }
}

function toDlr(report: MessageStatusData) {
  const status = toDlrStatus(report)
  if (status === null) return null
  const reference = report.metadata?.['reference']
  return { id: report.messageId, status, reference: typeof reference === 'string' ? reference : '' }
}

/** Meta's code for a message that could not be delivered in the time it had. */
const expiredCodes = new Set<number | null | undefined>([131035])

/** The vendor does not know `read`: it is told as `received` where Meta never said `delivered`. */
function toDlrStatus({ status, deliveredAt, error }: MessageStatusData): string | null {
  switch (status) {
    case 'sent':
      return 'sent'
    case 'delivered':
      return 'received'
    case 'read':
      return deliveredAt === null ? 'received' : null
    case 'failed':
      return expiredCodes.has(error?.code) ? 'expired' : 'rejected'
    default:
      return null
  }
}
