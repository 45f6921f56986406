import type { Priority } from './conversation-priority.ts'

/** A conversation of one of our numbers with one person. Instants are ISO 8601. */
export interface Conversation {
  id: string
  accountId: string
  numberId: string
  contact: ConversationContact
  /** Null: nothing was said yet that shows, e.g. a reaction alone. */
  lastMessage: LastMessage | null
  /** Inbound messages since somebody read here, or answered with a free-form message. */
  unread: number
  /** Our id of the last message that counted as unread when it came; null: none did. */
  lastInboundId: string | null
  /** Our id of the message up to which everything counts as read; null: nothing does. */
  readUpTo: string | null
  window: Window
  /** Who answers the person: we, or another responder of the business such as Meta's agent. */
  threadOwner: 'self' | 'other'
  status: ConversationStatus
  /** When a snoozed one opens again; null: it is not snoozed. */
  snoozedUntil: string | null
  /** A key of the account's reasons; null: it is not closed, or without one. */
  closeReason: string | null
  priority: Priority
  teamId: string | null
  labelIds: readonly string[]
  /** As the inbox names its people; null: nobody. */
  assignee: string | null
  /** When the last message came here or left, by our clock: lists are ordered by it. */
  lastActivityAt: string
  createdAt: string
}

interface ConversationContact {
  id: string
  /** As on their WhatsApp profile. */
  name: string | null
  username: string | null
  /** Digits; null: a person known by user id alone. */
  phone: string | null
  userId: string | null
  /** Meta's id of a group that stands in the place of a person; null: a person. */
  groupId: string | null
}

export interface LastMessage {
  id: string
  direction: 'in' | 'out'
  type: string
  /** Its words, caption or title in one line of at most 200 characters; empty where it has none. */
  preview: string
  /** Of what a person wrote, Meta's instant. */
  at: string
}

/** `pending`: somebody else is at it, such as a supplier. All but `open` become `open` when the person writes. */
export const conversationStatuses = ['open', 'pending', 'snoozed', 'closed'] as const
export type ConversationStatus = (typeof conversationStatuses)[number]

/** The customer-service window: 24 hours from what the person wrote last. */
export interface Window {
  /** `unknown`: nothing open is known, and the journal does not cover the last 24 hours without a gap. */
  state: 'open' | 'closed' | 'unknown'
  /** When it closes, or closed; null: the person has not written here. */
  until: string | null
  /** In which all messages cost nothing, since the person came from an ad or a page. It does not open the window. */
  freeEntryUntil: string | null
}

export interface ConversationPage {
  conversations: Conversation[]
  /** Null: this was the last page. */
  nextCursor: string | null
}
