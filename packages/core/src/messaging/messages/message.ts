import type { MessageError } from '#events/catalogue.ts'

/** In order of progress, as the database's enum: a state never moves to an earlier one, but by an explicit retry. */
export const messageStates = [
  'scheduled',
  'queued',
  'retrying',
  'sent',
  'failed',
  'delivered',
  'read',
  'canceled',
  'received',
] as const
export type MessageState = (typeof messageStates)[number]

/** What a caller sees: `processing` is a queued message whose attempt has left. */
export type VisibleState = MessageState | 'processing'

/** Order of claim within a lane. */
export const priorities = { authentication: 0, reply: 1, utility: 2, bulk: 3 } as const
export type Priority = (typeof priorities)[keyof typeof priorities]

/** How Meta priced a message, in its own words: https://developers.facebook.com/docs/whatsapp/pricing */
export interface MessagePricing {
  /** `marketing`, `utility`, `authentication`, `service`, … */
  category: string | null
  /** `regular`, `free_customer_service`, `free_entry_point`, … */
  type: string | null
  /** `PMP`: for each message. */
  model: string | null
  billable: boolean | null
}

export interface TimelineEntry {
  status: string
  /** ISO 8601. */
  at: string
  detail?: string
  /** What an edited or deleted message said before: Meta's object. */
  previous?: Record<string, unknown>
  /** What Meta says of a payment that the message asked for; `detail` is its status. */
  payment?: Record<string, unknown>
  /** This entry began a retry: the wamid of the attempt that had failed, null when it had none. */
  retryOf?: string | null
}

/** A message as stored. Instants are ISO 8601 strings. */
export interface Message {
  id: string
  accountId: string
  numberId: string
  direction: 'out' | 'in'
  peer: string | null
  peerUserId: string | null
  type: string
  content: Record<string, unknown>
  state: VisibleState
  dryRun: boolean
  batchId: string | null
  wamid: string | null
  metadata: Record<string, unknown> | null
  /** Null: Meta has not said. */
  pricing: MessagePricing | null
  error: MessageError | null
  timeline: TimelineEntry[]
  scheduledAt: string | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  createdAt: string
}
