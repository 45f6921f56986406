import type { InboundEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { ConversationEntry } from '../conversations/conversation-entry.ts'
import { conversationKey, showMessages } from '../conversations/show-messages.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import { queueDownloads } from '../media/download/media-downloads.ts'
import type { NumberRow } from '../numbers/number.ts'
import { applyOrParkEdits, applyParkedEdits, type Edit } from './apply-edits.ts'
import { toMergedEvent } from './contact-events.ts'
import { findByWamid } from './find-by-wamid.ts'
import { toHistoricFileEvent } from './history-events.ts'
import { referredWamid, toInboundEvents } from './inbound-events.ts'
import { peerOf, senderUserId, toMention, toParticipantMention } from './read-sender.ts'
import { toInstant } from './read-status.ts'
import { type ForeignMessage, storeNewMessages } from './store-messages.ts'

export interface InboundItem {
  entry: InboundEntry
  number: NumberRow
}

interface StoredItem extends InboundItem {
  /** Our id of its row. */
  id: string
}

/** Stores what people wrote, shows it in their conversations and announces it. */
export async function storeInbound(tx: WorkerTransaction, items: readonly InboundItem[]): Promise<void> {
  const { fresh, filled } = await storeNewMessages(tx, items, toForeign)
  await queueDownloads(tx, [...fresh, ...filled].map(toInboundMedia))
  const { contactIds, merged } = await resolveContacts(tx, toMentions(fresh))
  const entries = fresh.map((item, index) => toEntry(item, contactIds[index] ?? ''))
  const conversations = await showMessages(
    tx,
    entries.filter(({ peer }) => peer !== ''),
  )
  const edits = fresh.flatMap((item) => toEdit(item) ?? [])
  const originals = await applyOrParkEdits(tx, edits)
  const deleted = await applyParkedEdits(
    tx,
    fresh.map(({ entry, number }) => ({ numberId: number.id, wamid: entry.message.id })),
  )
  const referred = await findReferred(tx, fresh)
  const events = fresh.flatMap(({ id, entry, number }, index) => {
    const contactId = contactIds[index] ?? null
    const edit = edits.find((one) => one.id === id) ?? null
    return toInboundEvents(entry, number, {
      messageId: edit ? (originals.get(id) ?? null) : id,
      contactId,
      conversationId: conversations.get(conversationKey(number.id, contactId ?? '')) ?? null,
      referredId: referred(entry, number),
      edit,
      isOfSomebodyElse: edit !== null && originals.get(id) === null,
      isDeleted: deleted.has(id),
    })
  })
  tx.emit(...events, ...filled.map(toFileEvent), ...merged.map(toMergedEvent))
}

const toFileEvent = ({ id, entry, number }: StoredItem) => {
  const { message } = entry
  const from = { phone: message.from ?? null, userId: senderUserId(entry) }
  return toHistoricFileEvent({ id, direction: 'in', ...from, at: toInstant(message.timestamp), message, number })
}

/** One for each message; those that wrote to groups follow, to be learned as people. */
const toMentions = (fresh: readonly StoredItem[]) => [
  ...fresh.map(({ entry, number }) => toMention(number.accountId, entry)),
  ...fresh
    .filter(({ entry }) => entry.message.group_id !== undefined && (entry.message.from ?? entry.message.from_user_id))
    .map(({ entry, number }) => toParticipantMention(number.accountId, entry)),
]

const toInboundMedia = ({ id, entry: { message }, number }: StoredItem) => ({
  messageId: id,
  accountId: number.accountId,
  numberId: number.id,
  message: { ...message },
})

function toForeign({ id, entry, number }: StoredItem): ForeignMessage {
  const { message, isStandby } = entry
  const at = toInstant(message.timestamp)
  return {
    id,
    accountId: number.accountId,
    numberId: number.id,
    wamid: message.id,
    direction: 'in',
    peer: message.group_id ?? message.from ?? null,
    peerUserId: senderUserId(entry),
    type: message.type,
    content: message,
    state: 'received',
    at,
    timeline: [{ status: 'received', at, ...(isStandby && { detail: 'answered by another responder' }) }],
  }
}

function toEntry({ id, entry, number }: StoredItem, contactId: string): ConversationEntry {
  const { message, isStandby } = entry
  return {
    kind: 'received',
    accountId: number.accountId,
    numberId: number.id,
    contactId,
    peer: peerOf(entry) ?? '',
    messageId: id,
    at: toInstant(message.timestamp),
    type: message.type,
    content: { ...message },
    isReferral: message.referral !== undefined,
    isStandby,
  }
}

function toEdit({ id, entry, number }: StoredItem): Edit | null {
  const { message, known } = entry
  if (!known || (message.type !== 'edit' && message.type !== 'revoke')) return null
  const author = { phone: message.from ?? null, userId: message.from_user_id ?? null }
  const base = { id, accountId: number.accountId, numberId: number.id, at: toInstant(message.timestamp) }
  const origin = { ...base, direction: 'in' as const, ...author, isInGroup: message.group_id !== undefined }
  return message.type === 'edit'
    ? { ...origin, originalWamid: message.edit.original_message_id, content: message.edit.message }
    : { ...origin, originalWamid: message.revoke.original_message_id, content: null }
}

/** Our id of the message that one points at, within its account. */
async function findReferred(tx: Queryable, fresh: readonly StoredItem[]) {
  const named = fresh.flatMap(({ entry, number: { accountId } }) => {
    const wamid = referredWamid(entry)
    return wamid ? [{ accountId, wamid }] : []
  })
  const messages = await findByWamid(tx, named)
  return (entry: InboundEntry, { accountId }: NumberRow): string | null =>
    messages.of({ accountId, wamid: referredWamid(entry) ?? '' })
}
