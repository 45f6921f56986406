import type { MessageError } from '../messages/message.ts'

/** The data of `message.status.sent | delivered | read | failed`: the message as it was at that instant. */
export interface MessageStatusData {
  messageId: string
  wamid: string | null
  status: 'sent' | 'delivered' | 'read' | 'failed'
  to: string | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  error: MessageError | null
  metadata: Record<string, unknown> | null
}

/** One business fact, as it stands in the append-only log. */
export interface GatewayEvent {
  id: string
  accountId: string
  /** e.g. `message.status.delivered`, `message.received`, `endpoint.disabled`, `whatsapp.other`. */
  type: string
  /** ISO 8601. */
  at: string
  data: Record<string, unknown>
}
