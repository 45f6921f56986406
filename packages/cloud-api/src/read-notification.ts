import { asList, isObject, listOf } from './json.ts'
import type {
  BookEntry,
  EchoEntry,
  EchoedMessage,
  HistoricMessage,
  HistoryEntry,
  InboundEntry,
  InboundMessage,
  ItemOrigin,
  MessageStatus,
  Notification,
  OtherEntry,
  StatusEntry,
  StatusName,
  UnknownInboundMessage,
  WebhookContact,
  WebhookError,
} from './webhook-types.ts'

export interface NotificationItems {
  readonly statuses: StatusEntry[]
  readonly messages: InboundEntry[]
  readonly echoes: EchoEntry[]
  readonly history: HistoryEntry[]
  readonly book: BookEntry[]
  readonly others: OtherEntry[]
}

type Json = Readonly<Record<string, unknown>>

const isString = (value: unknown): value is string => typeof value === 'string'
const isMedia = (value: unknown): boolean => isObject(value) && isString(value['id'])
const isEpochSeconds = (value: unknown): boolean => isString(value) && /^\d{1,12}$/.test(value)
const idOf = (value: unknown): string | null =>
  isString(value) ? value : typeof value === 'number' ? `${value}` : null

/** What the content of each known type must have for the rest of Dawk to rely on its type. */
const contentShape: Readonly<Record<InboundMessage['type'], (content: unknown) => boolean>> = {
  text: (content) => isObject(content) && isString(content['body']),
  image: isMedia,
  video: isMedia,
  audio: isMedia,
  document: isMedia,
  sticker: isMedia,
  location: (content) =>
    isObject(content) && Number.isFinite(content['latitude']) && Number.isFinite(content['longitude']),
  contacts: (content) => Array.isArray(content) && content.every(isObject),
  reaction: (content) => isObject(content) && isString(content['message_id']),
  interactive: (content) => isObject(content) && isString(content['type']) && isObject(content[content['type']]),
  button: (content) => isObject(content) && isString(content['text']),
  order: (content) => isObject(content) && Array.isArray(content['product_items']),
  system: isObject,
  edit: (content) => isObject(content) && isString(content['original_message_id']) && isObject(content['message']),
  revoke: (content) => isObject(content) && isString(content['original_message_id']),
  unsupported: () => true,
  request_welcome: () => true,
}
const knownInteractive = new Set(['button_reply', 'list_reply', 'nfm_reply', 'call_permission_reply'])
const statusNames: ReadonlySet<string> = new Set<StatusName>(['sent', 'delivered', 'read', 'played', 'failed'])

/**
 * Parses the body of a webhook call whose signature was verified.
 * @throws SyntaxError when it is not JSON, or not an object with a list of entries
 */
export function parseNotification(raw: string): Notification {
  const parsed: unknown = JSON.parse(raw)
  if (!isObject(parsed) || !Array.isArray(parsed['entry'])) throw new SyntaxError('Not a webhook notification')
  return { object: isString(parsed['object']) ? parsed['object'] : '', entry: parsed['entry'] }
}

/**
 * Every item of a notification, in the order it came: of every entry, every change, all messages, statuses and errors.
 * Never throws: what does not have the shape of its kind is in `others` with `malformed` set, so nothing is lost.
 */
export function readNotification(notification: Notification): NotificationItems {
  const items: NotificationItems = { statuses: [], messages: [], echoes: [], history: [], book: [], others: [] }
  for (const entry of notification.entry) readEntry(entry, items)
  return items
}

interface ChangeOrigin {
  readonly origin: ItemOrigin
  readonly field: string | null
  readonly time: number | null
}

function readEntry(entry: unknown, items: NotificationItems): void {
  const wabaId = (isObject(entry) && idOf(entry['id'])) || ''
  const origin: ItemOrigin = { wabaId, phoneNumberId: null, displayPhoneNumber: null, contacts: [] }
  const time = isObject(entry) && typeof entry['time'] === 'number' ? entry['time'] : null
  if (!isObject(entry) || !Array.isArray(entry['changes'])) {
    items.others.push({ ...origin, kind: 'change', field: null, time, value: entry, malformed: true })
    return
  }
  for (const change of entry['changes']) readChange(change, { origin, field: null, time }, items)
}

function readChange(change: unknown, at: ChangeOrigin, items: NotificationItems): void {
  if (!isObject(change) || !isString(change['field']) || !isObject(change['value'])) {
    items.others.push({ ...at.origin, kind: 'change', field: null, time: at.time, value: change, malformed: true })
    return
  }
  const value = change['value']
  const here = { ...at, field: change['field'], origin: originOf(at.origin.wabaId, value) }
  const readers = Object.hasOwn(itemReaders, change['field']) ? itemReaders[change['field']] : undefined
  if (readers) readLists(value, readers, here, items)
  else items.others.push(other(here, 'change', value, false))
}

type ReadItem = (item: unknown, at: ChangeOrigin, items: NotificationItems) => void

/** The members of a value that list items, and who reads them. */
function readLists(
  value: Json,
  readers: readonly (readonly [string, ReadItem])[],
  at: ChangeOrigin,
  items: NotificationItems,
): void {
  let read = false
  for (const [member, readItem] of readers) {
    const list = value[member]
    if (list === undefined) continue
    read = true
    if (Array.isArray(list)) for (const item of list) readItem(item, at, items)
    else items.others.push(other(at, 'change', value, true))
  }
  if (!read) items.others.push(other(at, 'change', value, false))
}

/** By field. */
const itemReaders: Readonly<Record<string, readonly (readonly [string, ReadItem])[]>> = {
  messages: [
    ['messages', readMessage],
    ['statuses', readStatus],
    ['errors', readError],
  ],
  smb_message_echoes: [['message_echoes', readEcho]],
  message_echoes: [['message_echoes', readEcho]],
  history: [['history', readHistory]],
  smb_app_state_sync: [['state_sync', readBookEntry]],
}

function readMessage(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const known = messageKind(item)
  if (known === 'malformed' || at.origin.phoneNumberId === null) items.others.push(other(at, 'message', item, true))
  else if (known === 'known') items.messages.push({ ...at.origin, known: true, message: item as InboundMessage })
  else items.messages.push({ ...at.origin, known: false, message: item as UnknownInboundMessage })
}

function messageKind(item: unknown): 'known' | 'unknown' | 'malformed' {
  if (!isObject(item) || !isString(item['id']) || !isString(item['type']) || !isEpochSeconds(item['timestamp']))
    return 'malformed'
  const type = item['type']
  if (!Object.hasOwn(contentShape, type)) return 'unknown'
  const content = item[type]
  if (contentShape[type as InboundMessage['type']](content)) {
    const later = type === 'interactive' && isObject(content) && !knownInteractive.has(`${content['type']}`)
    return later ? 'unknown' : 'known'
  }
  return content === undefined && Array.isArray(item['errors']) ? 'unknown' : 'malformed'
}

function readStatus(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const whole = isObject(item) && isString(item['id']) && isString(item['status']) && isEpochSeconds(item['timestamp'])
  if (whole && statusNames.has(`${item['status']}`))
    items.statuses.push({ ...at.origin, status: item as unknown as MessageStatus })
  else items.others.push(other(at, 'status', item, !whole))
}

function readError(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  items.others.push(other(at, 'error', item, !isObject(item) || typeof item['code'] !== 'number'))
}

function readEcho(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  if (isEchoed(item) && at.origin.phoneNumberId !== null) items.echoes.push({ ...at.origin, message: item })
  else items.others.push(other(at, 'echo', item, true))
}

function isEchoed(item: unknown): item is EchoedMessage {
  const isWhole = isObject(item) && isString(item['id']) && isString(item['type']) && isEpochSeconds(item['timestamp'])
  return isWhole && (isString(item['to']) || isString(item['to_user_id']))
}

function readHistory(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  if (!isObject(item) || at.origin.phoneNumberId === null) {
    items.others.push(other(at, 'history', item, true))
    return
  }
  const metadata = isObject(item['metadata']) ? item['metadata'] : {}
  items.history.push({
    ...at.origin,
    phase: numberOf(metadata['phase']),
    chunkOrder: numberOf(metadata['chunk_order']),
    progress: numberOf(metadata['progress']),
    threads: asList(item['threads']).flatMap((thread) => readThread(thread, at, items)),
    errors: listOf(item['errors']) as unknown as WebhookError[],
  })
}

function readThread(thread: unknown, at: ChangeOrigin, items: NotificationItems): HistoryEntry['threads'] {
  const user = isObject(thread) ? idOf(thread['id']) : null
  if (!isObject(thread) || user === null) {
    items.others.push(other(at, 'history', thread, true))
    return []
  }
  const messages = asList(thread['messages'])
  for (const message of messages) if (!isHistoric(message)) items.others.push(other(at, 'history', message, true))
  return [{ user, messages: messages.filter(isHistoric) }]
}

function isHistoric(item: unknown): item is HistoricMessage {
  return isObject(item) && isString(item['id']) && isString(item['type']) && isEpochSeconds(`${item['timestamp']}`)
}

function readBookEntry(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const contact = isObject(item) && isObject(item['contact']) ? item['contact'] : null
  const phone = idOf(contact?.['phone_number'])
  if (!isObject(item) || contact === null || phone === null || at.origin.phoneNumberId === null) {
    items.others.push(other(at, 'contact', item, true))
    return
  }
  const name = contact['full_name'] ?? contact['first_name']
  items.book.push({
    ...at.origin,
    action: isString(item['action']) ? item['action'] : 'add',
    phone: phone.replace(/\D/g, ''),
    name: isString(name) && name.trim() !== '' ? name.trim() : null,
  })
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function originOf(wabaId: string, value: Json): ItemOrigin {
  const metadata = isObject(value['metadata']) ? value['metadata'] : {}
  const contacts: WebhookContact[] = Array.isArray(value['contacts']) ? value['contacts'].filter(isObject) : []
  return {
    wabaId,
    phoneNumberId: idOf(metadata['phone_number_id']),
    displayPhoneNumber: idOf(metadata['display_phone_number']),
    contacts,
  }
}

function other(at: ChangeOrigin, kind: OtherEntry['kind'], value: unknown, malformed: boolean): OtherEntry {
  return { ...at.origin, kind, field: at.field, time: at.time, value, malformed }
}
