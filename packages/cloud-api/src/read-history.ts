import { readId, readNumber } from './inbound-content.ts'
import { asList, isObject } from './json.ts'
import { type ChangeOrigin, type NotificationItems, toOther } from './notification-items.ts'
import { readEnvelope, readErrors, withReadContent } from './webhook-members.ts'
import type { HistoricItem, HistoricMessage, HistoricThread, HistoricUser } from './webhook-types.ts'

/** One chunk of the history that a business shares from its phone app. */
export function readHistory(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  if (!isObject(item) || at.origin.phoneNumberId === null) {
    items.others.push(toOther(at, 'history', item, true))
    return
  }
  const metadata = isObject(item['metadata']) ? item['metadata'] : {}
  items.history.push({
    ...at.origin,
    isChunk: true,
    phase: readNumber(metadata['phase']) ?? null,
    chunkOrder: readNumber(metadata['chunk_order']) ?? null,
    progress: readNumber(metadata['progress']) ?? null,
    threads: asList(item['threads']).flatMap((thread) => readThread(thread, at, items)),
    errors: readErrors(item['errors']),
  })
}

/** What follows a chunk, as a message by itself: the file of which the chunk had a placeholder. */
export function readHistoricItem(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const message = readMessage(item)
  const user = message && counterpartOf(message, at.origin.displayPhoneNumber)
  if (!message || !user || at.origin.phoneNumberId === null) {
    items.others.push(toOther(at, 'history', item, true))
    return
  }
  const chunk = { isChunk: false, phase: null, chunkOrder: null, progress: null, errors: [] }
  items.history.push({ ...at.origin, ...chunk, threads: [toThread(user, [message], at)] })
}

/** A thread names its person by `id`, by `context`, or by its messages alone. */
function readThread(thread: unknown, at: ChangeOrigin, items: NotificationItems): HistoricThread[] {
  const context = isObject(thread) && isObject(thread['context']) ? thread['context'] : {}
  const list = isObject(thread) ? asList(thread['messages']) : []
  const messages = list.flatMap((item) => readMessage(item) ?? [])
  const counterpart = messages
    .map((message) => counterpartOf(message, at.origin.displayPhoneNumber))
    .find((one) => one !== null)
  const user: HistoricUser = {
    phone: (isObject(thread) && readId(thread['id'])) || readId(context['wa_id']) || counterpart?.phone || null,
    userId: readId(context['user_id']) ?? counterpart?.userId ?? null,
    username: readId(context['username']) ?? null,
  }
  if (!isObject(thread) || (user.phone === null && user.userId === null)) {
    items.others.push(toOther(at, 'history', thread, true))
    return []
  }
  for (const item of list) if (readMessage(item) === null) items.others.push(toOther(at, 'history', item, true))
  return [toThread(user, messages, at)]
}

function readMessage(item: unknown): HistoricMessage | null {
  const message = isObject(item) ? readEnvelope(item) : null
  return message?.['id'] === undefined ? null : (withReadContent(message) as HistoricMessage)
}

function toThread(user: HistoricUser, messages: readonly HistoricMessage[], { origin }: ChangeOrigin): HistoricThread {
  const toItem = (message: HistoricMessage): HistoricItem => ({
    message,
    isOutbound: isOutbound(message, origin.displayPhoneNumber, user),
  })
  return { user, messages: messages.map(toItem) }
}

/** `from_me` says it. Else the ends decide; one number may be spelt in two ways. */
function isOutbound(message: HistoricMessage, ownNumber: string | null, user: HistoricUser | null): boolean {
  const { from, from_user_id: fromUserId, to, to_user_id: toUserId, history_context: context } = message
  if (typeof context?.from_me === 'boolean') return context.from_me
  if (fromUserId !== undefined) return false
  if (toUserId !== undefined || isSameNumber(from, ownNumber)) return true
  if (isSameNumber(from, user?.phone) || isSameNumber(to, ownNumber)) return false
  return to !== undefined
}

/** The person at the other end of a message, as far as the message itself tells. */
function counterpartOf(message: HistoricMessage, ownNumber: string | null): HistoricUser | null {
  const [phone, userId] = isOutbound(message, ownNumber, null)
    ? [message.to, message.to_user_id]
    : [message.from, message.from_user_id]
  return phone === undefined && userId === undefined
    ? null
    : { phone: phone ?? null, userId: userId ?? null, username: null }
}

/** Mexico, Argentina and Brazil have two spellings of a number, which end alike. */
function isSameNumber(one: string | undefined, other: string | null | undefined): boolean {
  if (one === undefined || !other) return false
  const digits = other.replace(/\D/g, '')
  return one === digits || (one.length > 8 && digits.length > 8 && one.slice(-8) === digits.slice(-8))
}
