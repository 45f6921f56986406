import { readId, readInboundContent, readNumber, readText } from './inbound-content.ts'
import { isObject, type Json, listOf } from './json.ts'
import { type ChangeOrigin, type NotificationItems, toOther } from './notification-items.ts'
import { readHistoricItem, readHistory } from './read-history.ts'
import { readContact, readEnvelope, readErrors, setMember, withReadContent } from './webhook-members.ts'
import type {
  EchoedMessage,
  InboundMessage,
  ItemOrigin,
  MessageStatus,
  Notification,
  StatusName,
  UnknownInboundMessage,
} from './webhook-types.ts'

/**
 * Every item of a notification, in the order it came: of every entry, every change, all messages, statuses and errors.
 * A message counts with its id and sender alone, a status with its id and name. Numbers where Meta documents texts, and
 * the reverse, are converted. Never throws: what does not have the shape of its kind is in `others` with `malformed`
 * set, so nothing is lost.
 */
export function readNotification(notification: Notification): NotificationItems {
  const items: NotificationItems = {
    statuses: [],
    payments: [],
    messages: [],
    echoes: [],
    history: [],
    book: [],
    others: [],
  }
  for (const entry of notification.entry) readEntry(entry, items)
  return items
}

function readEntry(entry: unknown, items: NotificationItems): void {
  const wabaId = (isObject(entry) && readId(entry['id'])) || ''
  const origin: ItemOrigin = {
    wabaId,
    phoneNumberId: null,
    displayPhoneNumber: null,
    contacts: [],
    isStandby: false,
  }
  const time = isObject(entry) ? (readNumber(entry['time']) ?? null) : null
  if (!isObject(entry) || !Array.isArray(entry['changes'])) {
    items.others.push({ ...origin, kind: 'change', field: null, time, value: entry, malformed: true })
    return
  }
  for (const change of entry['changes']) readChange(change, { origin, field: null, time }, items)
}

function readChange(change: unknown, at: ChangeOrigin, items: NotificationItems): void {
  if (!isObject(change) || typeof change['field'] !== 'string' || !isObject(change['value'])) {
    items.others.push({ ...at.origin, kind: 'change', field: null, time: at.time, value: change, malformed: true })
    return
  }
  const { field, value } = change
  const here = { ...at, field, origin: originOf(at.origin.wabaId, field, value) }
  const readers = Object.hasOwn(itemReaders, field) ? itemReaders[field] : undefined
  if (readers) readLists(value, readers, here, items)
  else items.others.push(toOther(here, 'change', value, false))
}

type ReadItem = (item: unknown, at: ChangeOrigin, items: NotificationItems) => void
type ListReaders = readonly (readonly [member: string, read: ReadItem])[]

function readLists(value: Json, readers: ListReaders, at: ChangeOrigin, items: NotificationItems): void {
  let isRead = false
  for (const [member, readItem] of readers) {
    const list = value[member]
    if (list === undefined) continue
    isRead = true
    if (Array.isArray(list)) for (const item of list) readItem(item, at, items)
    else items.others.push(toOther(at, 'change', value, true))
  }
  if (!isRead) items.others.push(toOther(at, 'change', value, false))
}

const conversationReaders: ListReaders = [
  ['messages', readMessage],
  ['statuses', readStatus],
  ['message_echoes', readEcho],
  ['errors', readError],
]

/** By field. `standby` has what people and another responder say to each other while that one owns the conversation. */
const itemReaders: Readonly<Record<string, ListReaders>> = {
  messages: conversationReaders,
  standby: conversationReaders,
  smb_message_echoes: [['message_echoes', readEcho]],
  message_echoes: [['message_echoes', readEcho]],
  history: [
    ['history', readHistory],
    ['messages', readHistoricItem],
    ['message_echoes', readHistoricItem],
  ],
  smb_app_state_sync: [['state_sync', readBookEntry]],
}

function readMessage(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const message = isObject(item) ? readEnvelope(item) : null
  if (message === null || message['id'] === undefined || !hasSender(message) || at.origin.phoneNumberId === null) {
    items.others.push(toOther(at, 'message', item, true))
    return
  }
  const type = readId(message['type']) ?? 'unknown'
  const known = readInboundContent(type, message[type])
  if (known) {
    const whole = { ...message, type, ...(known.content !== undefined && { [type]: known.content }) }
    items.messages.push({ ...at.origin, known: true, message: whole as unknown as InboundMessage })
  } else items.messages.push({ ...at.origin, known: false, message: { ...message, type } as UnknownInboundMessage })
}

/** A notice of a changed user id may name its subject by the former id alone. */
function hasSender(message: Json): boolean {
  const { system } = message
  return (
    ['from', 'from_user_id', 'group_id'].some((name) => message[name] !== undefined) ||
    (message['type'] === 'system' && isObject(system) && readId(system['previous_user_id']) !== undefined)
  )
}

const statusNames: ReadonlySet<string> = new Set<StatusName>(['sent', 'delivered', 'read', 'played', 'failed'])

function readStatus(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const id = isObject(item) ? readId(item['id']) : undefined
  const name = isObject(item) ? readId(item['status']) : undefined
  if (!isObject(item) || id === undefined || name === undefined) {
    items.others.push(toOther(at, 'status', item, true))
    return
  }
  const status = { ...readStatusMembers(item), id, status: name }
  if (item['type'] === 'payment') items.payments.push({ ...at.origin, payment: status })
  else if (statusNames.has(name)) items.statuses.push({ ...at.origin, status: status as unknown as MessageStatus })
  else items.others.push(toOther(at, 'status', item, false))
}

function readStatusMembers(item: Json): Json {
  const status: Record<string, unknown> = { ...item }
  for (const name of ['timestamp', 'recipient_id', 'recipient_user_id', 'recipient_parent_user_id'])
    setMember(status, name, readId(item[name]))
  for (const name of ['pricing', 'conversation', 'payment'])
    setMember(status, name, isObject(item[name]) ? item[name] : undefined)
  setMember(status, 'errors', item['errors'] === undefined ? undefined : readErrors(item['errors']))
  return status
}

function readError(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  items.others.push(toOther(at, 'error', item, !isObject(item) || readNumber(item['code']) === undefined))
}

function readEcho(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const message = isObject(item) ? readEnvelope(item) : null
  const isAddressed = message !== null && ['to', 'to_user_id', 'group_id'].some((name) => message[name] !== undefined)
  if (message === null || message['id'] === undefined || !isAddressed || at.origin.phoneNumberId === null) {
    items.others.push(toOther(at, 'echo', item, true))
    return
  }
  items.echoes.push({ ...at.origin, message: withReadContent(message) as EchoedMessage })
}

function readBookEntry(item: unknown, at: ChangeOrigin, items: NotificationItems): void {
  const contact = isObject(item) && isObject(item['contact']) ? item['contact'] : null
  const phone = readText(contact?.['phone_number'])?.replace(/\D/g, '') || null
  const userId = readId(contact?.['user_id']) ?? null
  const isNobody = phone === null && userId === null
  if (!isObject(item) || contact === null || isNobody || at.origin.phoneNumberId === null) {
    items.others.push(toOther(at, 'contact', item, true))
    return
  }
  const name = readText(contact['full_name'])?.trim() || readText(contact['first_name'])?.trim() || null
  const username = readId(contact['username']) ?? null
  const metadata = isObject(item['metadata']) ? item['metadata'] : {}
  const timestamp = readId(metadata['timestamp']) ?? null
  const action = readId(item['action']) ?? 'add'
  items.book.push({ ...at.origin, action, phone, userId, username, name, timestamp })
}

/** Of partner events the entry names a portfolio, and the business account stands inside. */
function originOf(entryId: string, field: string, value: Json): ItemOrigin {
  const metadata = isObject(value['metadata']) ? value['metadata'] : {}
  const wabaInfo = isObject(value['waba_info']) ? value['waba_info'] : {}
  return {
    wabaId: readId(wabaInfo['waba_id']) ?? entryId,
    phoneNumberId: readId(metadata['phone_number_id']) ?? null,
    displayPhoneNumber: readId(metadata['display_phone_number']) ?? readId(value['display_phone_number']) ?? null,
    contacts: listOf(value['contacts']).map(readContact),
    isStandby: field === 'standby',
  }
}
