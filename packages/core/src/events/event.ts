/** Why a message failed: what Meta said, and what to do about it. */
export interface MessageError {
  code: number | null
  subcode: number | null
  title: string
  details: string | null
  /** Plain-language cause and remedy. */
  cause: string
  fbtraceId: string | null
  /** We failed it without knowing what Meta did: later evidence may still move it. */
  unknown?: true
}

/** The data of `message.status.sent | delivered | read | failed | canceled`: the message as it was at that instant. */
export interface MessageStatusData {
  messageId: string
  wamid: string | null
  status: 'sent' | 'delivered' | 'read' | 'failed' | 'canceled'
  /** Digits; null: a person known by user id alone. */
  to: string | null
  toUserId: string | null
  /** Meta's id of our number; null: it was disconnected since. */
  phoneNumberId: string | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  error: MessageError | null
  metadata: Record<string, unknown> | null
  /** Of a failure: where Meta would have reported it. */
  wabaId?: string | null
  displayPhoneNumber?: string | null
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
