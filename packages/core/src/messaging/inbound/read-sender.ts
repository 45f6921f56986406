import type { EchoedMessage, InboundEntry, WebhookContact } from '@dawk/cloud-api/webhook-types.ts'
import type { ContactMention } from '../identities/contact-mention.ts'
import { spellingsOf } from '../identities/spellings.ts'

/** The card of the sender among those that came with the webhook, which may speak of several people. */
export function contactOf({ message, contacts }: Pick<InboundEntry, 'message' | 'contacts'>): WebhookContact | null {
  return findCard(contacts, message.from, message.from_user_id)
}

/** The card of one person. A card proves nothing of somebody whom it does not name, also when it is the only one. */
export function findCard(
  contacts: readonly WebhookContact[],
  phone: string | undefined,
  userId: string | undefined,
): WebhookContact | null {
  const byUserId = contacts.find((card) => userId !== undefined && card.user_id === userId)
  const isOfNobodyElse = ({ user_id: other }: WebhookContact) => other === undefined || userId === undefined
  const spellings = phone === undefined ? [] : spellingsOf(phone)
  const byPhone = contacts.find((card) => card.wa_id !== undefined && spellings.includes(card.wa_id))
  return byUserId ?? (byPhone && isOfNobodyElse(byPhone) ? byPhone : null)
}

/**
 * Who wrote, by all the identifiers that the webhook gives; of a group message the group. A notice of a changed number
 * or user id names the new one beside the old.
 */
export function toMention(accountId: string, entry: InboundEntry): ContactMention {
  const { message } = entry
  if (message.group_id !== undefined) return { accountId, phones: [], userIds: [], group: message.group_id }
  const changed = changedIdentity(entry)
  const card = contactOf(entry)
  const senderPhones = [message.from, card?.wa_id]
  return {
    accountId,
    phones: distinct(changed?.phone ? [changed.phone] : [...senderPhones, attestedPhone(entry)]),
    formerPhones: changed ? distinct(senderPhones) : [],
    userIds: distinct([
      changed?.userId,
      message.from_user_id,
      card?.user_id,
      changed?.formerUserId,
      changed?.parentUserId,
      message.from_parent_user_id,
      card?.parent_user_id,
    ]),
    username: card?.profile?.username?.toLowerCase() ?? null,
    name: card?.profile?.name?.trim() || null,
  }
}

/** Who wrote to a group, as a person of their own: they are learned, and their message is shown with the group's. */
export function toParticipantMention(accountId: string, entry: InboundEntry): ContactMention {
  const { group_id: _, ...message } = entry.message
  return toMention(accountId, { ...entry, message } as InboundEntry)
}

/** The number that a person gave when they were asked for it: WhatsApp vouches that it is theirs. */
function attestedPhone({ message, known }: InboundEntry): string | undefined {
  if (!known || message.type !== 'contacts') return undefined
  const [card, ...others] = message.contacts
  const [phone, ...more] = card?.phones ?? []
  return card?.origin === 'contact_request' && others.length === 0 && more.length === 0 ? phone?.wa_id : undefined
}

/** To whom the business wrote in its phone app. */
export function toRecipientMention(
  accountId: string,
  message: EchoedMessage,
  contacts: readonly WebhookContact[],
): ContactMention {
  const { to, to_user_id: userId, group_id: group } = message
  if (group !== undefined) return { accountId, phones: [], userIds: [], group }
  const card = findCard(contacts, to, userId)
  return {
    accountId,
    phones: distinct([to, card?.wa_id]),
    userIds: distinct([userId, card?.user_id, card?.parent_user_id]),
    username: card?.profile?.username?.toLowerCase() ?? null,
    name: card?.profile?.name?.trim() || null,
  }
}

export interface ChangedIdentity {
  kind: 'number' | 'user_id'
  phone: string | undefined
  userId: string | undefined
  formerUserId: string | undefined
  parentUserId: string | undefined
}

/** What a notice says that the person has now; null: this is no such notice. */
export function changedIdentity({ message, known }: InboundEntry): ChangedIdentity | null {
  if (!known || message.type !== 'system') return null
  const { type, wa_id: phone, user_id: userId, previous_user_id, parent_user_id: parentUserId } = message.system
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id') return null
  const formerUserId = previous_user_id ?? message.from_user_id
  return { kind: type === 'user_changed_number' ? 'number' : 'user_id', phone, userId, formerUserId, parentUserId }
}

/** By which user id the sender is known; a notice of a changed one may give the former alone. */
export function senderUserId({ message, known }: InboundEntry): string | null {
  const former = known && message.type === 'system' ? message.system.previous_user_id : undefined
  return message.from_user_id ?? former ?? null
}

/** The key under which a message is stored and found again. */
export function peerOf(entry: InboundEntry): string | null {
  const { group_id: group, from } = entry.message
  return group ?? from ?? senderUserId(entry)
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => typeof value === 'string' && value !== '')),
]
