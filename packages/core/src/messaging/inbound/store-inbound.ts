import type { InboundEntry } from '@dawk/cloud-api/webhook-types.ts'
import { recordEvents } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { instantOf } from '#platform/ids.ts'
import { previewOf } from '../conversations/preview.ts'
import { conversationKey, type Touch, touchConversations } from '../conversations/touch-conversations.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import { queueDownloads } from '../media/download/media-downloads.ts'
import type { NumberRow } from '../numbers/number.ts'
import { applyOrParkEdits, type Edit } from './apply-edits.ts'
import { toMergedEvent } from './contact-events.ts'
import { findByWamid } from './find-by-wamid.ts'
import { referredWamid, toInboundEvents } from './inbound-events.ts'
import { toInstant } from './read-payload.ts'
import { peerOf, toSighting } from './read-sender.ts'
import { type ForeignMessage, storeNewMessages } from './store-messages.ts'

export interface InboundItem {
  entry: InboundEntry
  number: NumberRow
}

interface FreshItem extends InboundItem {
  /** Our id of its row. */
  id: string
}

/** Stores what people wrote, shows it in their conversations and announces it. Returns lanes to wake after the commit. */
export async function storeInbound(tx: Queryable, items: readonly InboundItem[]): Promise<string[]> {
  if (items.length === 0) return []
  const fresh = await storeNewMessages(tx, items, toForeign)
  if (fresh.length === 0) return []
  await queueDownloads(
    tx,
    fresh.map(({ id, entry: { message }, number }) => ({
      messageId: id,
      accountId: number.accountId,
      numberId: number.id,
      message: { ...message },
    })),
  )
  const { contactIds, merged } = await resolveContacts(
    tx,
    fresh.map(({ entry, number }) => toSighting(number.accountId, entry)),
  )
  const touches = fresh.map((item, index) => toTouch(item, contactIds[index] ?? ''))
  const conversations = await touchConversations(
    tx,
    touches.filter(({ peer }) => peer !== ''),
  )
  const edits = fresh.flatMap((item) => toEdit(item) ?? [])
  const originals = await applyOrParkEdits(tx, edits)
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
    })
  })
  return recordEvents(tx, [...events, ...merged.map(toMergedEvent)])
}

function toForeign({ id, entry: { message }, number }: FreshItem): ForeignMessage {
  const at = toInstant(message.timestamp)
  return {
    id,
    accountId: number.accountId,
    numberId: number.id,
    wamid: message.id,
    direction: 'in',
    peer: message.group_id ?? message.from ?? null,
    peerUserId: message.from_user_id ?? null,
    type: message.type,
    content: message,
    state: 'received',
    at,
    timeline: [{ status: 'received', at }],
  }
}

/** Reactions, notices, edits and deletions are no words of a conversation; all but notices are the person's doing. */
const silent = new Set(['reaction', 'system', 'edit', 'revoke'])

function toTouch({ id, entry: { message }, number }: FreshItem, contactId: string): Touch {
  const { type } = message
  const isSaid = !silent.has(type)
  return {
    accountId: number.accountId,
    numberId: number.id,
    contactId,
    peer: peerOf(message) ?? '',
    messageId: id,
    at: toInstant(message.timestamp),
    activeAt: instantOf(id),
    direction: 'in',
    type,
    preview: previewOf(type, { ...message }),
    shows: isSaid,
    isUnread: isSaid,
    reads: false,
    opensWindow: type !== 'system',
    referred: message.referral !== undefined,
  }
}

function toEdit({ id, entry, number }: FreshItem): Edit | null {
  const { message, known } = entry
  if (!known || (message.type !== 'edit' && message.type !== 'revoke')) return null
  const base = { id, accountId: number.accountId, numberId: number.id, at: toInstant(message.timestamp) }
  return message.type === 'edit'
    ? { ...base, originalWamid: message.edit.original_message_id, content: message.edit.message }
    : { ...base, originalWamid: message.revoke.original_message_id, content: null }
}

/** Our id of the message that one points at, within its account. */
async function findReferred(tx: Queryable, fresh: readonly FreshItem[]) {
  const named = fresh.flatMap(({ entry, number: { accountId } }) => {
    const wamid = referredWamid(entry)
    return wamid ? [{ accountId, wamid }] : []
  })
  const found = await findByWamid(tx, named)
  return (entry: InboundEntry, { accountId }: NumberRow): string | null =>
    found.of({ accountId, wamid: referredWamid(entry) ?? '' })
}
