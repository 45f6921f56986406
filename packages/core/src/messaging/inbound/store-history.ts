import type { HistoricMessage, HistoryEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import { recordEvents } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { previewOf } from '../conversations/preview.ts'
import { touchConversations } from '../conversations/touch-conversations.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { MessageState } from '../messages/message.ts'
import type { NumberRow } from '../numbers/number.ts'
import { openHistoricIds } from './historic-ids.ts'
import { toInstant } from './read-payload.ts'
import { storeMessages } from './store-messages.ts'

export interface HistoryItem {
  entry: HistoryEntry
  number: NumberRow
}

interface Historic {
  id: string
  user: string
  direction: 'in' | 'out'
  at: string
  message: HistoricMessage
  number: NumberRow
}

const perStatement = 500

/**
 * What was said before the number came here, as the business shares it from its phone app. Messages get their old place
 * in their conversations and count as read; each chunk is announced, its messages are not. Returns lanes to wake after
 * the commit.
 */
export async function storeHistory(tx: Queryable, items: readonly HistoryItem[]): Promise<string[]> {
  if (items.length === 0) return []
  const idAt = await openHistoricIds(tx)
  const events: NewEvent[] = []
  for (const item of items) {
    const historic = toHistoric(item, idAt)
    let stored = 0
    for (let start = 0; start < historic.length; start += perStatement)
      stored += await storeChunk(tx, historic.slice(start, start + perStatement))
    events.push(toEvent(item, stored))
  }
  return recordEvents(tx, events)
}

function toHistoric({ entry, number }: HistoryItem, idAt: (atMs: number) => string): Historic[] {
  return entry.threads.flatMap(({ user, messages }) =>
    messages.map((message) => {
      const at = toInstant(message.timestamp)
      const direction = message.from === undefined || message.from === user ? ('in' as const) : ('out' as const)
      return { id: idAt(Date.parse(at)), user, direction, at, message, number }
    }),
  )
}

async function storeChunk(tx: Queryable, chunk: readonly Historic[]): Promise<number> {
  const fresh = await storeMessages(tx, chunk.map(toForeign))
  const shown = chunk.filter(({ id }) => fresh.has(id))
  const { contactIds } = await resolveContacts(tx, shown.map(toSighting))
  await touchConversations(
    tx,
    shown.map((item, index) => toTouch(item, contactIds[index] ?? '')),
  )
  return shown.length
}

const states: Record<string, MessageState> = {
  ERROR: 'failed',
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'read',
}

function toForeign({ id, user, direction, at, message, number }: Historic) {
  const state = direction === 'in' ? 'received' : (states[`${message.history_context?.status}`] ?? 'sent')
  return {
    id,
    accountId: number.accountId,
    numberId: number.id,
    wamid: message.id,
    direction,
    peer: user,
    peerUserId: null,
    type: message.type,
    content: message,
    state,
    at,
    timeline: [{ status: state, at, detail: 'from the history of the phone app' }],
  }
}

const toSighting = ({ user, number }: Historic) => ({
  accountId: number.accountId,
  phones: [user],
  userIds: [],
  group: null,
  username: null,
  name: null,
})

function toTouch({ id, user, direction, at, message, number }: Historic, contactId: string) {
  return {
    accountId: number.accountId,
    numberId: number.id,
    contactId,
    peer: user,
    messageId: id,
    at,
    activeAt: at,
    direction,
    type: message.type,
    preview: previewOf(message.type, message),
    shows: message.type !== 'reaction',
    isUnread: false,
    reads: false,
    opensWindow: direction === 'in',
    referred: false,
  }
}

const toEvent = ({ entry, number }: HistoryItem, stored: number): NewEvent => ({
  accountId: number.accountId,
  type: 'history.synced',
  at: new Date().toISOString(),
  data: {
    phoneNumberId: number.phoneNumberId,
    phase: entry.phase,
    chunkOrder: entry.chunkOrder,
    progress: entry.progress,
    stored,
    errors: entry.errors,
  },
})
