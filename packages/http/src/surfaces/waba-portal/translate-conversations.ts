import type { Conversation, LastMessage } from '@dawk/core/messaging/conversations/conversation.ts'
import { isUserId, type Recipient } from '@dawk/core/messaging/identities/recipient.ts'
import type { Message } from '@dawk/core/messaging/messages/message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { ConversationView, MessageView } from './conversation-schemas.ts'

/** The list of conversations gives Meta's user id for people who show no number. @throws GatewayError `invalid_request` */
export function toPerson(text: string): Recipient {
  if (/^\d{7,15}$/.test(text)) return { phone: text, userId: null }
  if (isUserId(text)) return { phone: null, userId: text }
  throw new GatewayError('invalid_request', 'Invalid phone number format')
}

export function toConversationView({ contact, lastMessage, unread }: Conversation): ConversationView {
  return {
    phoneNumber: contact.phone ?? contact.userId ?? '',
    contactName: contact.name,
    lastMessage: lastMessage && toLastMessage(lastMessage),
    unreadCount: unread,
  }
}

function toLastMessage({ id, preview, type, direction, at }: LastMessage) {
  return { id, content: toLine(type, preview), type, direction: toDirection(direction), timestamp: at }
}

/** As on the page: a text is its words, anything else its kind and what it says. */
function toLine(type: string, preview: string): string {
  if (type === 'text') return preview
  return `[${type.charAt(0).toUpperCase()}${type.slice(1)}] ${preview}`.trimEnd()
}

const toDirection = (direction: 'in' | 'out') => (direction === 'in' ? 'inbound' : 'outbound')

export function toMessageView(message: Message, { contact, readUpTo }: Conversation): MessageView {
  const { id, wamid, direction, type, content, state, createdAt } = message
  const isRead = readUpTo !== null && id <= readUpTo
  return {
    id,
    waMessageId: wamid,
    direction: toDirection(direction),
    type,
    content: toContent(type, content),
    status: direction === 'in' && isRead ? 'read' : state,
    timestamp: createdAt,
    contactName: direction === 'in' ? contact.name : null,
  }
}

/** Of Meta's message the members that say something: the one named like the type, and what surrounds it where it is there. */
function toContent(type: string, content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told = [type, 'context', 'referral', 'errors']
  return Object.fromEntries(told.flatMap((name) => (Object.hasOwn(content, name) ? [[name, content[name]]] : [])))
}

export const toPagination = (nextCursor: string | null) => ({ nextCursor, hasMore: nextCursor !== null })
