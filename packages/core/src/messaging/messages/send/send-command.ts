import type { Recipient } from '#messaging/identities/recipient.ts'
import type { Priority } from '../message.ts'
import type { MessageHold } from './message-holds.ts'

/** A checked request to send, ready to be stored; made by `send-message.ts` alone. */
export interface SendCommand {
  accountId: string
  numberId: string
  laneId: string
  to: Recipient
  type: string
  /** Meta's object: `{"type": "text", "text": {…}}`. */
  content: Record<string, unknown>
  priority: Priority
  metadata: Record<string, unknown> | null
  /** ISO 8601; null: now. */
  sendAt: string | null
  dryRun: boolean
  policy: 'resend' | 'fail'
  batchId: string | null
  /** Key and SHA-256 of what was asked, so that another request under the same key is told apart. */
  idempotency: { key: string; fingerprint: Buffer } | null
  /** Absent: it costs nothing here. */
  hold?: MessageHold
  /** Absent: it gets one when it is accepted. */
  messageId?: string
}

export interface AcceptedMessage {
  id: string
  state: 'queued' | 'scheduled'
  scheduledFor: string | null
  /** True when the idempotency key was known: nothing was queued, this is the first answer. */
  replayed: boolean
}
