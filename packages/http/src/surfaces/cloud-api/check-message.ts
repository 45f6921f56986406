import { isAbsent, isObject } from '@dawk/cloud-api/json.ts'
import { readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import { isUserId, type Recipient } from '@dawk/core/messaging/identities/recipient.ts'
import { outboundTypes } from '@dawk/core/messaging/messages/send/check-content.ts'
import { badRequest, invalid, missing } from './errors.ts'
import { withOwnMediaIds } from './media-ids.ts'

type Json = Readonly<Record<string, unknown>>

/** The envelope of a body of `POST /{phone number id}/messages`; what is in it is the core's to check. */
export interface CheckedMessage {
  /** As given. */
  input: string
  to: Recipient
  type: string
  /** The member named like the type. */
  content: unknown
  context: unknown
  identityKeyHash: unknown
  callbackData: string | null
}

const maxReference = 512

/** @throws GraphRefusal what Meta says of an envelope that it cannot read */
export function checkMessage(body: unknown): CheckedMessage {
  const message = checkProduct(body)
  const { input, to } = readRecipient(message)
  const type = readType(message['type'])
  return {
    input,
    to,
    type,
    content: withOwnMediaIds(type === 'template' ? withParsedComponents(message[type]) : message[type], type),
    context: message['context'],
    identityKeyHash: message['recipient_identity_key_hash'],
    callbackData: optionalText(message['biz_opaque_callback_data'], 'biz_opaque_callback_data', maxReference),
  }
}

export function checkProduct(body: unknown): Json {
  if (!isObject(body) || body['messaging_product'] === undefined)
    throw badRequest('The parameter messaging_product is required.')
  if (body['messaging_product'] === 'whatsapp') return body
  throw badRequest(`Param messaging_product must be one of {WHATSAPP} - got "${shown(body['messaging_product'])}".`)
}

/** By phone, or by user id in `recipient`; the phone wins, as at Meta. */
function readRecipient({ to, recipient, recipient_type: kind }: Json): Pick<CheckedMessage, 'input' | 'to'> {
  if (kind === 'group') throw invalid('Groups are not supported: send to the phone numbers of people.')
  if (!isAbsent(kind) && kind !== 'individual')
    throw badRequest(`Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${shown(kind)}".`)
  if (isGiven(to)) return readTo(to)
  if (isGiven(recipient)) return readUserId(recipient)
  throw badRequest('The parameter to is required.')
}

function readTo(to: unknown): Pick<CheckedMessage, 'input' | 'to'> {
  if (typeof to !== 'string' && typeof to !== 'number') throw badRequest('Param to must be a string.')
  const input = String(to)
  const read = readPhone(input, 'written')
  if ('problem' in read) throw invalid(`Param to is not a valid phone number: ${shown(input)} (${read.problem})`)
  return { input, to: { phone: read.phone, userId: null } }
}

function readUserId(recipient: unknown): Pick<CheckedMessage, 'input' | 'to'> {
  if (typeof recipient === 'string' && isUserId(recipient))
    return { input: recipient, to: { phone: null, userId: recipient } }
  throw invalid(`Param recipient is not a valid user id: ${shown(recipient)}`)
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== ''

/** Text when none is given. */
function readType(type: unknown = 'text'): string {
  if (typeof type === 'string' && outboundTypes.includes(type)) return type
  throw badRequest(`Param type must be one of {${outboundTypes.join(', ').toUpperCase()}} - got "${shown(type)}".`)
}

/** Some clients write the components of a template as a text of JSON; Meta reads it. */
function withParsedComponents(template: unknown): unknown {
  if (!isObject(template) || typeof template['components'] !== 'string') return template
  try {
    return { ...template, components: JSON.parse(template['components']) as unknown }
  } catch {
    return template
  }
}

export function requireObject(value: unknown, path: string): Json {
  if (value === undefined || value === null) throw missing(path)
  if (!isObject(value)) throw invalid(`Param ${path} must be a JSON object.`)
  return value
}

/** A required string of 1 to `max` characters at `path`. */
export function requireText(value: unknown, path: string, max: number): string {
  const text = value === '' ? null : optionalText(value, path, max)
  if (text === null) throw missing(path)
  return text
}

function optionalText(value: unknown, path: string, max: number): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw invalid(`Param ${path} must be a string.`)
  if (value.length > max) throw invalid(`Param ${path} length invalid. Min length: 1, Max length: ${max}`)
  return value
}

/** What a caller sent, short enough to be told back. */
const shown = (value: unknown) => (typeof value === 'object' ? typeof value : String(value).slice(0, 40))
