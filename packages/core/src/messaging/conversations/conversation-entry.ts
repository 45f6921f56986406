import { instantOf } from '#platform/ids.ts'
import type { MessageState } from '../messages/message.ts'

interface EntryOfAnyKind {
  accountId: string
  numberId: string
  contactId: string
  /** Under which the message is stored: its phone or group, else its user id. */
  peer: string
  messageId: string
  /** ISO 8601. When it was said: Meta's instant in whole seconds, or when ours left. */
  at: string
  type: string
  /** Meta's object, with the member named like the type. */
  content: Readonly<Record<string, unknown>>
}

/**
 * One message on its way into a conversation. `received`: a person wrote it. `sent`: it left through us. `echo`: the
 * business wrote it in its phone app, or another responder did. `history`: it is of before the number came here. `call`:
 * a person called, which is no message but opens the window.
 */
export type ConversationEntry = EntryOfAnyKind &
  (
    | { kind: 'received'; isReferral: boolean; isStandby: boolean }
    | { kind: 'sent'; state: MessageState }
    | { kind: 'echo'; isStandby: boolean }
    | { kind: 'history'; direction: 'in' | 'out' }
    | { kind: 'call' }
  )

/** What an entry does to its conversation. */
export interface Effect {
  direction: 'in' | 'out'
  /** ISO 8601. When it came here or left, by our own clock: what conversations and last messages are ordered by. */
  activeAt: string
  /** Shows as the last message. */
  isVisible: boolean
  /** Counts as unread until somebody reads or answers. */
  isUnread: boolean
  /** Everything before it counts as read. */
  marksRead: boolean
  /** Opens the customer-service window. */
  opensWindow: boolean
  /** They came from an ad or a page. */
  isReferral: boolean
  /** Who answers the person: we, or another responder; null: it does not say. */
  threadOwner: 'self' | 'other' | null
}

const nothing = { isVisible: false, isUnread: false, marksRead: false, opensWindow: false, isReferral: false }

/** Reactions, edits, deletions and WhatsApp's notices are no words of a conversation. */
const silentTypes: ReadonlySet<string> = new Set(['reaction', 'system', 'edit', 'revoke'])

export function effectOf(entry: ConversationEntry): Effect {
  const isVisible = !silentTypes.has(entry.type)
  const arrived = { ...nothing, direction: 'in' as const, activeAt: instantOf(entry.messageId), threadOwner: null }
  switch (entry.kind) {
    case 'received':
      return {
        ...arrived,
        isVisible,
        isUnread: isVisible,
        opensWindow: entry.type !== 'system',
        isReferral: entry.isReferral,
        threadOwner: entry.isStandby ? 'other' : 'self',
      }
    case 'call':
      return { ...arrived, opensWindow: true }
    case 'echo':
      return {
        ...arrived,
        direction: 'out',
        isVisible,
        marksRead: isVisible,
        threadOwner: entry.isStandby ? 'other' : null,
      }
    case 'sent': {
      const isAnswer = isVisible && entry.type !== 'template' && entry.state !== 'failed'
      return { ...arrived, direction: 'out', activeAt: entry.at, isVisible, marksRead: isAnswer }
    }
    case 'history':
      return {
        ...arrived,
        direction: entry.direction,
        activeAt: entry.at,
        isVisible,
        opensWindow: entry.direction === 'in' && entry.type !== 'system',
      }
  }
}
