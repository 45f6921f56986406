import type { Recipient } from '#messaging/identities/recipient.ts'
import type { SendingNumber } from '#tenancy/access/principal.ts'
import type { Priority } from '../message.ts'
import type { MessageHold } from './message-holds.ts'

/** What a dialect asks for: already of the right shapes, not yet checked against the rules of Meta and of the account. */
export interface SendRequest {
  accountId: string
  /** Of this account. */
  number: SendingNumber
  to: Recipient
  /** Meta's name: `text`, `interactive`, … */
  type: string
  /** Meta's object: `{"context"?, "recipient_identity_key_hash"?, "type": "text", "text": {…}}`. */
  content: Record<string, unknown>
  metadata: Record<string, unknown> | null
  /** ISO 8601; null: now. */
  sendAt: string | null
  dryRun: boolean
  /** When the outcome of an attempt stays unknown. */
  policy: 'resend' | 'fail'
  /** Wins over what the checks say; without either the type decides. */
  priority?: Priority
  /** False: a message that would have to wait for its person is refused, with the instant until when. Absent: it is accepted and waits. */
  waits?: false
  batchId: string | null
  /** Key and SHA-256 of what was asked, so that another request under the same key is told apart. */
  idempotency: { key: string; fingerprint: Buffer } | null
  /** What the price check says that it may cost; absent: nothing. */
  hold?: MessageHold
  /** Our id of the message, for who stores something of it before it is accepted; absent: one is made. */
  messageId?: string
}

/** The rest of a request, for surfaces that know no more than who sends what to whom: at once, and again where Meta may not have it. */
export const plainSend = {
  metadata: null,
  sendAt: null,
  dryRun: false,
  policy: 'resend',
  batchId: null,
} as const satisfies Partial<SendRequest>

/** What a check learned of a request that it lets pass. The next check sees it already. */
export type Refinement = Pick<SendRequest, 'priority' | 'hold'> & Partial<Pick<SendRequest, 'content'>>

/**
 * A rule before accept: throws a GatewayError to refuse, answers with a refinement or with nothing. A check that has
 * nothing to wait for answers at once rather than with a promise: the path of a plain text stays synchronous.
 */
export type SendCheck = (request: SendRequest) => Refinement | undefined | Promise<Refinement | undefined>
