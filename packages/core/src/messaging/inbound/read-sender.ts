import type { InboundEntry, WebhookContact } from '@dawk/cloud-api/webhook-types.ts'
import type { Sighting } from '../identities/sighting.ts'

/** The card of the sender among those that came with the webhook, which may speak of several people. */
export function contactOf({ message, contacts }: Pick<InboundEntry, 'message' | 'contacts'>): WebhookContact | null {
  const { from, from_user_id: userId } = message
  const named = contacts.find(
    (contact) => (from !== undefined && contact.wa_id === from) || (userId !== undefined && contact.user_id === userId),
  )
  const [only, ...others] = contacts
  return named ?? (others.length === 0 && isNobodyElse(only, message) ? (only ?? null) : null)
}

/** A lone card that names no other person; Meta spells some numbers in two ways. */
function isNobodyElse(contact: WebhookContact | undefined, { from_user_id: userId }: InboundEntry['message']): boolean {
  return contact?.user_id === undefined || userId === undefined || contact.user_id === userId
}

/**
 * Who wrote, by all the identifiers that the webhook gives; of a group message the group. A notice of a changed number
 * or user id names the new one beside the old.
 */
export function toSighting(accountId: string, entry: InboundEntry): Sighting {
  const { message } = entry
  if (message.group_id !== undefined)
    return { accountId, phones: [], userIds: [], group: message.group_id, username: null, name: null }
  const contact = contactOf(entry)
  const changed = changedIdentity(entry)
  return {
    accountId,
    phones: distinct([changed?.phone, message.from, contact?.wa_id]),
    userIds: distinct([
      changed?.userId,
      message.from_user_id,
      contact?.user_id,
      changed?.parentUserId,
      message.from_parent_user_id,
      contact?.parent_user_id,
    ]),
    group: null,
    username: contact?.profile?.username?.toLowerCase() ?? null,
    name: contact?.profile?.name?.trim() || null,
  }
}

export interface ChangedIdentity {
  kind: 'number' | 'user_id'
  phone: string | undefined
  userId: string | undefined
  parentUserId: string | undefined
}

/** What a notice says that the person has now; null: this is no such notice. */
export function changedIdentity({ message, known }: InboundEntry): ChangedIdentity | null {
  if (!known || message.type !== 'system') return null
  const { type, wa_id: phone, user_id: userId, parent_user_id: parentUserId } = message.system
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id') return null
  return { kind: type === 'user_changed_number' ? 'number' : 'user_id', phone, userId, parentUserId }
}

/** The key under which a message is stored and found again. */
export const peerOf = ({ group_id, from, from_user_id }: InboundEntry['message']) =>
  group_id ?? from ?? from_user_id ?? null

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => typeof value === 'string' && value !== '')),
]
