import type { Priority } from './message.ts'

/** What a dialect asks of the core; already of the right shapes, not yet checked against the rules of the business. */
export interface SendCommand {
  accountId: string
  numberId: string
  laneId: string
  /** Digits of the recipient in E.164, without `+`. */
  to: string
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
}

export interface AcceptedMessage {
  id: string
  state: 'queued' | 'scheduled'
  scheduledFor: string | null
  /** True when the idempotency key was known: nothing was queued, this is the first answer. */
  replayed: boolean
}
