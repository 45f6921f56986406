import type { HistoricMessage, HistoricUser, HistoryEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { showMessages } from '../conversations/show-messages.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import { queueDownloads } from '../media/download/media-downloads.ts'
import type { MessageState } from '../messages/message.ts'
import type { NumberRow } from '../numbers/number.ts'
import { keepUnannounced } from './announced-notifications.ts'
import { applyEdits, applyParkedEdits, type Edit } from './apply-edits.ts'
import { createBackdatedIds } from './historic-ids.ts'
import { toHistoricFileEvent } from './history-events.ts'
import { findCard } from './read-sender.ts'
import { toInstant } from './read-status.ts'
import { type FilledMessage, storeMessages } from './store-messages.ts'

export interface HistoryItem {
  entry: HistoryEntry
  number: NumberRow
}

/** What announces a chunk. */
interface Chunk {
  accountId: string
  identity: unknown[]
  event: Extract<NewEvent, { type: 'history.synced' }>
}

interface Historic {
  id: string
  user: HistoricUser
  /** As on their profile. */
  name: string | null
  direction: 'in' | 'out'
  at: string
  message: HistoricMessage
  number: NumberRow
}

const perStatement = 500

/**
 * What was said before the number came here, as the business shares it from its phone app. Messages get their old place
 * in their conversations and count as read; each chunk is announced, its messages are not, but for files that come after
 * their chunk.
 */
export async function storeHistory(tx: WorkerTransaction, items: readonly HistoryItem[]): Promise<void> {
  if (items.length === 0) return
  const idAt = await createBackdatedIds(tx)
  const chunks = new Map<string, Chunk>()
  const files: NewEvent[] = []
  for (const item of items) {
    const historic = toHistoric(item, idAt)
    let stored = 0
    for (let start = 0; start < historic.length; start += perStatement) {
      const part = historic.slice(start, start + perStatement)
      const { fresh, filled } = await storePart(tx, part)
      stored += fresh.length
      const withFile = item.entry.isChunk
        ? filled
        : [...filled, ...fresh.map(({ id, message }) => ({ id, wamid: message.id }))]
      files.push(...withFile.flatMap((one) => toFileEvent(one, part)))
    }
    if (item.entry.isChunk) addChunk(chunks, item, stored)
  }
  const fresh = await keepUnannounced(tx, [...chunks.values()])
  tx.emit(...fresh.map(({ event }) => event), ...files)
}

function toHistoric({ entry, number }: HistoryItem, idAt: (atMs: number) => string): Historic[] {
  return entry.threads.flatMap(({ user, messages }) => {
    const card = findCard(entry.contacts, user.phone ?? undefined, user.userId ?? undefined)
    return messages.map(({ message, isOutbound }, index) => {
      const at = toInstant(message.timestamp)
      const direction = isOutbound ? ('out' as const) : ('in' as const)
      const place = (index + 1) / (messages.length + 1) // within a second, in the order of the thread; never 0, which would be random
      return {
        id: idAt(Date.parse(at) + place),
        user,
        name: card?.profile?.name?.trim() || null,
        direction,
        at,
        message,
        number,
      }
    })
  })
}

async function storePart(
  tx: Queryable,
  part: readonly Historic[],
): Promise<{ fresh: Historic[]; filled: FilledMessage[] }> {
  const { fresh: freshIds, filled } = await storeMessages(tx, part.map(toForeign))
  const fresh = part.filter(({ id }) => freshIds.has(id))
  const { contactIds } = await resolveContacts(tx, fresh.map(toMention))
  await showMessages(
    tx,
    fresh.map((item, index) => toEntry(item, contactIds[index] ?? '')),
  )
  await applyEdits(
    tx,
    fresh.flatMap((item) => toEdit(item) ?? []),
  )
  await applyParkedEdits(
    tx,
    fresh.map(({ message, number }) => ({ numberId: number.id, wamid: message.id })),
  )
  await queueDownloads(tx, toMedia(part, fresh, filled))
  return { fresh, filled }
}

/** Media of new messages, and of those whose placeholder was there. */
function toMedia(part: readonly Historic[], fresh: readonly Historic[], filled: readonly FilledMessage[]) {
  const idOf = new Map([
    ...filled.map(({ id, wamid }) => [wamid, id] as const),
    ...fresh.map(({ id, message }) => [message.id, id] as const),
  ])
  return part.flatMap(({ message, number }) => {
    const messageId = idOf.get(message.id)
    return messageId === undefined
      ? []
      : [{ messageId, accountId: number.accountId, numberId: number.id, message: { ...message } }]
  })
}

const states: Record<string, MessageState> = {
  ERROR: 'failed',
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'read',
}

function toForeign({ id, user, direction, at, message, number }: Historic) {
  const status = `${message.history_context?.status}`.toUpperCase()
  const state = direction === 'in' ? 'received' : (states[status] ?? 'sent')
  return {
    id,
    accountId: number.accountId,
    numberId: number.id,
    wamid: message.id,
    direction,
    peer: user.phone,
    peerUserId: user.userId,
    type: message.type,
    content: message,
    state,
    at,
    timeline: [{ status: state, at, detail: 'from the history of the phone app' }],
  }
}

const toMention = ({ user, name, number }: Historic) => ({
  accountId: number.accountId,
  phones: user.phone === null ? [] : [user.phone],
  userIds: user.userId === null ? [] : [user.userId],
  username: user.username?.toLowerCase() ?? null,
  name,
})

const toEntry = ({ id, user, direction, at, message, number }: Historic, contactId: string) => ({
  kind: 'history' as const,
  accountId: number.accountId,
  numberId: number.id,
  contactId,
  peer: user.phone ?? user.userId ?? '',
  messageId: id,
  at,
  type: message.type,
  content: message,
  direction,
})

/** A message that was taken back is no message of the history, where its original is here. */
function toEdit({ id, user, direction, at, message, number }: Historic): Edit | null {
  const { revoke } = message as { revoke?: { original_message_id?: unknown } }
  if (message.type !== 'revoke' || typeof revoke?.original_message_id !== 'string') return null
  const origin = { id, accountId: number.accountId, numberId: number.id, direction, ...user, isInGroup: false }
  return { ...origin, originalWamid: revoke.original_message_id, at, content: null }
}

/** A chunk that is applied in parts is announced once for each transaction, with what that stored. */
function addChunk(chunks: Map<string, Chunk>, { entry, number }: HistoryItem, stored: number): void {
  const { phase, chunkOrder, progress, errors, threads } = entry
  const { accountId, phoneNumberId } = number
  const facts = { phoneNumberId, phase, chunkOrder, progress, errors }
  const key = JSON.stringify([number.id, facts])
  const { identity = [], event } = chunks.get(key) ?? {}
  const data = { ...facts, stored: (event?.data.stored ?? 0) + stored }
  chunks.set(key, {
    accountId,
    identity: [...identity, 'history', facts, threads],
    event: { accountId, type: 'history.synced', at: new Date().toISOString(), data },
  })
}

function toFileEvent({ id, wamid }: FilledMessage, part: readonly Historic[]): NewEvent[] {
  const historic = part.find(({ message }) => message.id === wamid)
  return historic ? [toHistoricFileEvent({ ...historic, ...historic.user, id })] : []
}
