import { isObject } from '@dawk/cloud-api/json.ts'
import type { Conversation, LastMessage } from '@dawk/core/messaging/conversations/conversation.ts'
import { isUserId, type Recipient } from '@dawk/core/messaging/identities/recipient.ts'
import type { Message } from '@dawk/core/messaging/messages/message.ts'
import { isEdited } from '@dawk/core/messaging/messages/message-group.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { ConversationView, MessageView } from './conversation-schemas.ts'

/** The list of conversations gives Meta's user id for people who show no number, and Meta's id of a group. @throws GatewayError `invalid_request` */
export function toPerson(text: string): Recipient & { groupId: string | null } {
  if (/^\d{7,15}$/.test(text)) return { phone: text, userId: null, groupId: null }
  if (isUserId(text)) return { phone: null, userId: text, groupId: null }
  if (/^(?=.*[A-Za-z])[\w=+/-]{16,256}$/.test(text)) return { phone: null, userId: null, groupId: text }
  throw new GatewayError('invalid_request', 'Invalid phone number format')
}

export function toConversationView({ contact, lastMessage, unread }: Conversation): ConversationView {
  return {
    phoneNumber: contact.phone ?? contact.userId ?? contact.groupId ?? '',
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
    ...(isEdited(message) && { edited: true }),
    status: direction === 'in' && isRead ? 'read' : state,
    timestamp: createdAt,
    contactName: direction === 'in' ? contact.name : null,
  }
}

/** Of Meta's message the members that say something: the one named like the type, and what surrounds it where it is there; in a group who wrote it. A text is its words. */
function toContent(type: string, content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sender = Object.hasOwn(content, 'group_id') ? ['group_id', 'from', 'from_user_id'] : []
  const members = [type, 'context', 'referral', 'errors', ...sender]
  const shown = Object.fromEntries(
    members.flatMap((name) => (Object.hasOwn(content, name) ? [[name, content[name]]] : [])),
  )
  return isObject(shown['text']) ? { ...shown, text: { body: shown['text']['body'] } } : shown
}

export const toPagination = (nextCursor: string | null) => ({ nextCursor, hasMore: nextCursor !== null })
