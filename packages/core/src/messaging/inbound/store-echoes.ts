import type { EchoEntry, EchoedMessage } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { ConversationEntry } from '../conversations/conversation-entry.ts'
import { conversationKey, showMessages } from '../conversations/show-messages.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import { queueDownloads } from '../media/download/media-downloads.ts'
import type { NumberRow } from '../numbers/number.ts'
import { applyOrParkEdits, applyParkedEdits, type Edit } from './apply-edits.ts'
import { toMergedEvent } from './contact-events.ts'
import { toHistoricFileEvent } from './history-events.ts'
import { toRecipientMention } from './read-sender.ts'
import { toInstant } from './read-status.ts'
import { storeNewMessages } from './store-messages.ts'

export interface EchoItem {
  entry: EchoEntry
  number: NumberRow
}

interface StoredEcho extends EchoItem {
  id: string
}

/**
 * What the business wrote in its phone app, or another responder for it: outbound messages that we did not send. They
 * are shown and announced, and what was written before them counts as read.
 */
export async function storeEchoes(tx: WorkerTransaction, items: readonly EchoItem[]): Promise<void> {
  const { fresh, filled } = await storeNewMessages(tx, items, toForeign)
  await queueDownloads(tx, [...fresh, ...filled].map(toEchoedMedia))
  const { contactIds, merged } = await resolveContacts(
    tx,
    fresh.map(({ entry, number }) => toRecipientMention(number.accountId, entry.message, entry.contacts)),
  )
  const conversations = await showMessages(
    tx,
    fresh.map((item, index) => toEntry(item, contactIds[index] ?? '')),
  )
  const edits = fresh.flatMap((item) => toEdit(item) ?? [])
  const originals = await applyOrParkEdits(tx, edits)
  await applyParkedEdits(
    tx,
    fresh.map(({ entry, number }) => ({ numberId: number.id, wamid: entry.message.id })),
  )
  const events = fresh.map((item, index) => {
    const contactId = contactIds[index] ?? ''
    const conversationId = conversations.get(conversationKey(item.number.id, contactId)) ?? null
    return toEchoEvent(item, originals.get(item.id) ?? item.id, { contactId, conversationId })
  })
  tx.emit(...events, ...filled.map(toFileEvent), ...merged.map(toMergedEvent))
}

const toFileEvent = ({ id, entry: { message }, number }: StoredEcho) => {
  const to = { phone: message.to ?? null, userId: message.to_user_id ?? null }
  return toHistoricFileEvent({ id, direction: 'out', ...to, at: toInstant(message.timestamp), message, number })
}

const toEchoedMedia = ({ id, entry: { message }, number }: StoredEcho) => ({
  messageId: id,
  accountId: number.accountId,
  numberId: number.id,
  message: { ...message },
})

const peerOf = ({ group_id: group, to, to_user_id: userId }: EchoedMessage) => group ?? to ?? userId ?? ''

function toForeign({ id, entry: { message, isStandby }, number }: StoredEcho) {
  const at = toInstant(message.timestamp)
  return {
    id,
    accountId: number.accountId,
    numberId: number.id,
    wamid: message.id,
    direction: 'out' as const,
    peer: message.group_id ?? message.to ?? null,
    peerUserId: message.to_user_id ?? null,
    type: message.type,
    content: message,
    state: 'sent' as const,
    at,
    timeline: [{ status: 'sent', at, detail: isStandby ? 'by another responder' : 'from the phone app' }],
  }
}

function toEntry({ id, entry: { message, isStandby }, number }: StoredEcho, contactId: string): ConversationEntry {
  return {
    kind: 'echo',
    accountId: number.accountId,
    numberId: number.id,
    contactId,
    peer: peerOf(message),
    messageId: id,
    at: toInstant(message.timestamp),
    type: message.type,
    content: message,
    isStandby,
  }
}

function toEdit({ id, entry: { message }, number }: StoredEcho): Edit | null {
  const change = message[message.type] as { original_message_id?: unknown; message?: Edit['content'] } | undefined
  if ((message.type !== 'edit' && message.type !== 'revoke') || typeof change?.original_message_id !== 'string')
    return null
  const content = message.type === 'edit' ? (change.message ?? null) : null
  if (message.type === 'edit' && typeof content?.type !== 'string') return null
  return {
    id,
    accountId: number.accountId,
    numberId: number.id,
    direction: 'out',
    phone: message.to ?? null,
    userId: message.to_user_id ?? null,
    isInGroup: message.group_id !== undefined,
    at: toInstant(message.timestamp),
    originalWamid: change.original_message_id,
    content,
  }
}

function toEchoEvent(
  { entry: { message, isStandby }, number }: StoredEcho,
  messageId: string,
  place: { contactId: string; conversationId: string | null },
): NewEvent {
  return {
    accountId: number.accountId,
    type: 'message.echo',
    at: toInstant(message.timestamp),
    data: {
      messageId,
      wamid: message.id,
      to: message.to ?? null,
      toUserId: message.to_user_id ?? null,
      ...place,
      phoneNumberId: number.phoneNumberId,
      ...(isStandby && { standby: true as const }),
      message: { ...message },
    },
  }
}
