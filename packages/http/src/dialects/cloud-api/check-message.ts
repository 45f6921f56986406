import { badRequest, invalid, missing } from './errors.ts'

type Json = Readonly<Record<string, unknown>>

/** A body of `POST /{phone number id}/messages` whose shape is right. */
export interface CheckedMessage {
  /** As given. */
  input: string
  /** Digits alone. */
  to: string
  type: string
  /** The member named like the type. */
  content: unknown
  contextMessageId: string | null
  identityKeyHash: string | null
  callbackData: string | null
}

const maxReference = 512

/**
 * Refuses the shapes that Meta refuses, with its codes. Counts and lengths within interactive messages, templates and
 * contacts are left to Meta itself: its refusal comes back in the same answer.
 * @throws GraphRefusal
 */
export function checkMessage(body: unknown): CheckedMessage {
  const message = checkProduct(body)
  const { input, to } = readRecipient(message)
  const type = readType(message)
  return {
    input,
    to,
    type,
    content: message[type],
    contextMessageId: readContext(message['context']),
    identityKeyHash: optionalText(message['recipient_identity_key_hash'], 'recipient_identity_key_hash', maxReference),
    callbackData: optionalText(message['biz_opaque_callback_data'], 'biz_opaque_callback_data', maxReference),
  }
}

export function checkProduct(body: unknown): Json {
  if (!isObject(body) || body['messaging_product'] === undefined)
    throw badRequest('The parameter messaging_product is required.')
  if (body['messaging_product'] === 'whatsapp') return body
  throw badRequest(`Param messaging_product must be one of {WHATSAPP} - got "${shown(body['messaging_product'])}".`)
}

function readRecipient({ to, recipient_type: kind }: Json): { input: string; to: string } {
  if (kind === 'group') throw invalid('Groups are not supported: send to the phone numbers of people.')
  if (kind !== undefined && kind !== 'individual')
    throw badRequest(`Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${shown(kind)}".`)
  if (to === undefined || to === '') throw badRequest('The parameter to is required.')
  if (typeof to !== 'string' && typeof to !== 'number') throw badRequest('Param to must be a string.')
  const input = String(to)
  const digits = input.replace(/[+\-() ]/g, '')
  if (!/^[1-9]\d{6,14}$/.test(digits)) throw invalid(`Param to is not a valid phone number: ${shown(input)}`)
  return { input, to: digits }
}

function readContext(context: unknown): string | null {
  if (context === undefined || context === null) return null
  return requireText(requireObject(context, 'context')['message_id'], 'context.message_id', maxReference)
}

const checks: Record<string, (content: unknown) => void> = {
  text: checkText,
  image: (content) => checkMedia('image', content, true),
  video: (content) => checkMedia('video', content, true),
  audio: (content) => checkMedia('audio', content, false),
  document: (content) => checkMedia('document', content, true),
  sticker: (content) => checkMedia('sticker', content, false),
  location: checkLocation,
  contacts: checkContacts,
  reaction: checkReaction,
  interactive: checkInteractive,
  template: checkTemplate,
}

function readType(message: Json): string {
  const type = message['type'] === undefined ? 'text' : message['type']
  const check = typeof type === 'string' && Object.hasOwn(checks, type) ? checks[type] : undefined
  if (typeof type !== 'string' || !check)
    throw badRequest(
      `Param type must be one of {${Object.keys(checks).join(', ').toUpperCase()}} - got "${shown(type)}".`,
    )
  if (message[type] === undefined || message[type] === null) throw missing(type)
  check(message[type])
  return type
}

function checkText(content: unknown): void {
  const text = requireObject(content, 'text')
  requireText(text['body'], 'text.body', 4096)
  const preview = text['preview_url']
  if (preview !== undefined && typeof preview !== 'boolean') throw invalid('Param text.preview_url must be a boolean.')
}

function checkMedia(type: string, content: unknown, captioned: boolean): void {
  const { id, link, caption, filename } = requireObject(content, type)
  if (id === undefined && link === undefined) throw missing(`${type}.id or ${type}.link`)
  if (id !== undefined && link !== undefined) throw invalid(`Only one of ${type}.id and ${type}.link can be given.`)
  if (link !== undefined && !(typeof link === 'string' && /^https?:\/\/[^\s/]+/i.test(link)))
    throw invalid(`Param ${type}.link must be a valid URL.`)
  if (id !== undefined && !/^\d{1,32}$/.test(String(id)))
    throw badRequest(`Param ${type}.id is not a valid whatsapp business account media attachment ID`)
  if (caption !== undefined && !captioned) throw invalid(`Unexpected key "caption" on param "${type}".`)
  optionalText(caption, `${type}.caption`, 1024)
  optionalText(filename, `${type}.filename`, 1024)
}

function checkLocation(content: unknown): void {
  const location = requireObject(content, 'location')
  checkDegrees(location['latitude'], 'location.latitude', 90)
  checkDegrees(location['longitude'], 'location.longitude', 180)
}

function checkDegrees(value: unknown, path: string, max: number): void {
  if (value === undefined || value === null || value === '') throw missing(path)
  const degrees = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  if (!(Math.abs(degrees) <= max)) throw invalid(`Param ${path} must be between -${max} and ${max}.`)
}

function checkContacts(content: unknown): void {
  if (!Array.isArray(content) || content.length === 0)
    throw invalid('Param contacts must be a JSON array with a contact.')
  for (const contact of content) {
    const name = requireObject(requireObject(contact, 'contacts')['name'], 'contacts.name')
    requireText(name['formatted_name'], 'contacts.name.formatted_name', 1024)
  }
}

function checkReaction(content: unknown): void {
  const { message_id: messageId, emoji } = requireObject(content, 'reaction')
  requireText(messageId, 'reaction.message_id', maxReference)
  if (typeof emoji !== 'string') throw missing('reaction.emoji')
}

function checkInteractive(content: unknown): void {
  const { type, action } = requireObject(content, 'interactive')
  requireText(type, 'interactive.type', 64)
  requireObject(action, 'interactive.action')
}

function checkTemplate(content: unknown): void {
  const { name, language, components } = requireObject(content, 'template')
  requireText(name, 'template.name', 512)
  requireText(requireObject(language, 'template.language')['code'], 'template.language.code', 16)
  if (components !== undefined && !Array.isArray(components))
    throw invalid('Param template.components must be a JSON array.')
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

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a caller sent, short enough to be told back. */
const shown = (value: unknown) => (typeof value === 'object' ? typeof value : String(value).slice(0, 40))
