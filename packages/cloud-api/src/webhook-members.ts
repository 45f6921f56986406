import { readId, readInboundContent, readNumber, readText } from './inbound-content.ts'
import { isObject, type Json, listOf } from './json.ts'
import type { WebhookContact, WebhookError } from './webhook-types.ts'

/** Undefined: the member goes. */
export function setMember(record: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) record[name] = value
  else delete record[name]
}

const idMembers = ['id', 'from', 'from_user_id', 'from_parent_user_id', 'to', 'to_user_id', 'group_id', 'timestamp']

/** Members that many messages share, each as its documented type; what cannot be read as such is left out. */
export function readEnvelope(item: Json): Json {
  const envelope: Record<string, unknown> = { ...item }
  for (const name of idMembers) setMember(envelope, name, readId(item[name]))
  setMember(envelope, 'context', readContext(item['context']))
  setMember(envelope, 'referral', isObject(item['referral']) ? item['referral'] : undefined)
  setMember(envelope, 'errors', item['errors'] === undefined ? undefined : readErrors(item['errors']))
  return envelope
}

function readContext(context: unknown): Json | undefined {
  if (!isObject(context)) return undefined
  const read: Record<string, unknown> = { ...context }
  for (const name of ['id', 'from']) setMember(read, name, readId(context[name]))
  return read
}

/** With the content read as its type documents it, where that can be done. */
export function withReadContent(message: Json): Json {
  const type = readId(message['type']) ?? 'unknown'
  const known = readInboundContent(type, message[type])
  return { ...message, type, ...(known?.content !== undefined && { [type]: known.content }) }
}

/** Codes have been seen as texts. */
export function readErrors(errors: unknown): WebhookError[] {
  return listOf(errors).map(readError)
}

function readError(error: Json): WebhookError {
  const read: Record<string, unknown> = { ...error }
  setMember(read, 'code', readNumber(error['code']))
  for (const name of ['title', 'message']) setMember(read, name, readText(error[name]))
  const data = error['error_data']
  setMember(read, 'error_data', isObject(data) ? { ...data, details: readText(data['details']) } : undefined)
  return read
}

export function readContact(contact: Json): WebhookContact {
  const read: Record<string, unknown> = { ...contact }
  for (const name of ['wa_id', 'user_id', 'parent_user_id']) setMember(read, name, readId(contact[name]))
  setMember(read, 'profile', isObject(contact['profile']) ? readProfile(contact['profile']) : undefined)
  return read
}

function readProfile(profile: Json): Json {
  const read: Record<string, unknown> = { ...profile }
  for (const name of ['name', 'username']) setMember(read, name, readText(profile[name]))
  return read
}
