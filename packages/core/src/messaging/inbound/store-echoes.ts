import type { EchoEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import { recordEvents } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { instantOf } from '#platform/ids.ts'
import { previewOf } from '../conversations/preview.ts'
import { conversationKey, touchConversations } from '../conversations/touch-conversations.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { NumberRow } from '../numbers/number.ts'
import { applyOrParkEdits, type Edit } from './apply-edits.ts'
import { toMergedEvent } from './contact-events.ts'
import { toInstant } from './read-payload.ts'
import { storeNewMessages } from './store-messages.ts'

export interface EchoItem {
  entry: EchoEntry
  number: NumberRow
}

interface FreshEcho extends EchoItem {
  id: string
}

/**
 * What the business wrote in its phone app: outbound messages that we did not send. They are shown and announced, and
 * what was written before them counts as read. Returns lanes to wake after the commit.
 */
export async function storeEchoes(tx: Queryable, items: readonly EchoItem[]): Promise<string[]> {
  if (items.length === 0) return []
  const fresh = await storeNewMessages(tx, items, toForeign)
  if (fresh.length === 0) return []
  const { contactIds, merged } = await resolveContacts(tx, fresh.map(toSighting))
  const conversations = await touchConversations(
    tx,
    fresh.map((item, index) => toTouch(item, contactIds[index] ?? '')),
  )
  const edits = fresh.flatMap((item) => toEdit(item) ?? [])
  const originals = await applyOrParkEdits(tx, edits)
  const events = fresh.map((item, index) => {
    const contactId = contactIds[index] ?? ''
    const conversationId = conversations.get(conversationKey(item.number.id, contactId)) ?? null
    return toEchoEvent(item, originals.get(item.id) ?? item.id, { contactId, conversationId })
  })
  return recordEvents(tx, [...events, ...merged.map(toMergedEvent)])
}

function toForeign({ id, entry: { message }, number }: FreshEcho) {
  const at = toInstant(message.timestamp)
  return {
    id,
    accountId: number.accountId,
    numberId: number.id,
    wamid: message.id,
    direction: 'out' as const,
    peer: message.to ?? null,
    peerUserId: message.to_user_id ?? null,
    type: message.type,
    content: message,
    state: 'sent' as const,
    at,
    timeline: [{ status: 'sent', at, detail: 'from the phone app' }],
  }
}

const toSighting = ({ entry: { message, contacts }, number }: FreshEcho) => {
  const contact = contacts.find(({ wa_id: phone }) => phone !== undefined && phone === message.to)
  return {
    accountId: number.accountId,
    phones: message.to === undefined ? [] : [message.to],
    userIds: message.to_user_id === undefined ? [] : [message.to_user_id],
    group: null,
    username: null,
    name: contact?.profile?.name?.trim() || null,
  }
}

const silent = new Set(['reaction', 'edit', 'revoke'])

function toTouch({ id, entry: { message }, number }: FreshEcho, contactId: string) {
  const isSaid = !silent.has(message.type)
  return {
    accountId: number.accountId,
    numberId: number.id,
    contactId,
    peer: message.to ?? message.to_user_id ?? '',
    messageId: id,
    at: toInstant(message.timestamp),
    activeAt: instantOf(id),
    direction: 'out' as const,
    type: message.type,
    preview: previewOf(message.type, message),
    shows: isSaid,
    isUnread: false,
    reads: isSaid,
    opensWindow: false,
    referred: false,
  }
}

function toEdit({ id, entry: { message }, number }: FreshEcho): Edit | null {
  const change = message[message.type] as { original_message_id?: unknown; message?: Edit['content'] } | undefined
  if ((message.type !== 'edit' && message.type !== 'revoke') || typeof change?.original_message_id !== 'string')
    return null
  const content = message.type === 'edit' ? (change.message ?? null) : null
  if (message.type === 'edit' && typeof content?.type !== 'string') return null
  const base = { id, accountId: number.accountId, numberId: number.id, at: toInstant(message.timestamp) }
  return { ...base, originalWamid: change.original_message_id, content }
}

function toEchoEvent(
  { entry: { message }, number }: FreshEcho,
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
      message: { ...message },
    },
  }
}
