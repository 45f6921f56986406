import { isObject } from '@dawk/cloud-api/json.ts'
import { badRequest, invalid, missing, sendError } from '../graph-error.ts'
import { asObject, type Json } from '../json.ts'
import { canonicalPhone } from '../people.ts'
import { checkContacts } from './contacts.ts'
import { checkInteractive } from './interactive.ts'
import { rejectUnknownMembers } from './known-members.ts'
import { optionalText, requireObject, requireText, withoutNulls } from './limits.ts'
import { checkMedia } from './media.ts'

const checks: Record<string, (content: unknown) => void> = {
  text: checkTextMessage,
  image: (content) => checkMedia('image', content),
  video: (content) => checkMedia('video', content),
  audio: (content) => checkMedia('audio', content),
  document: (content) => checkMedia('document', content),
  sticker: (content) => checkMedia('sticker', content),
  location: checkLocation,
  contacts: checkContacts,
  reaction: checkReaction,
  interactive: checkInteractive,
  template: checkTemplateShape,
}

export interface Recipient {
  /** As given, echoed in `contacts[].input`. */
  input: string
  /** Digits of the phone number, or the business-scoped user id. */
  user: string
  isUserId: boolean
}

export interface CheckedSend {
  recipient: Recipient
  type: string
  opaque: string | undefined
}

/** Refuses what Meta refuses before a message is accepted. Templates are compared with the account's own afterwards. */
export function checkSend(sent: unknown, senderDigits: string): CheckedSend {
  const body = withParsedComponents(withoutNulls(sent))
  if (!isObject(body)) throw badRequest('The parameter messaging_product is required.')
  if (body['messaging_product'] === undefined) throw badRequest('The parameter messaging_product is required.')
  if (body['messaging_product'] !== 'whatsapp')
    throw badRequest(`Param messaging_product must be one of {WHATSAPP} - got "${String(body['messaging_product'])}".`)
  const recipient = readRecipient(body)
  if (recipient.user === senderDigits) throw sendError(131021)
  checkCommon(body)
  return { recipient, type: checkContent(body), opaque: readOpaque(body['biz_opaque_callback_data']) }
}

/** Some clients write the components of a template as a text of JSON; Meta reads it. */
export function withParsedComponents(body: unknown): unknown {
  const template = isObject(body) ? body['template'] : undefined
  if (!isObject(body) || !isObject(template) || typeof template['components'] !== 'string') return body
  return { ...body, template: { ...template, components: parseOrKeep(template['components']) } }
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function readRecipient(body: Json): Recipient {
  const { to, recipient } = body
  if (to === undefined && typeof recipient === 'string') return readUserId(recipient)
  if (to === undefined || to === '') throw badRequest('The parameter to is required.')
  if (typeof to !== 'string' && typeof to !== 'number') throw badRequest('Param to must be a string.')
  const input = String(to)
  const user = input.replace(/[+\-() ]/g, '')
  if (!/^\d{5,20}$/.test(user)) throw invalid(`Param to is not a valid phone number: ${input.slice(0, 40)}`)
  return { input, user: canonicalPhone(user), isUserId: false }
}

function readUserId(input: string): Recipient {
  if (!/^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/.test(input)) throw invalid('Param recipient is not a valid user id.')
  return { input, user: input, isUserId: true }
}

function checkCommon(body: Json): void {
  const kind = body['recipient_type']
  if (kind !== undefined && kind !== 'individual') {
    if (kind === 'group') throw sendError(131041, 'The group does not exist.')
    throw badRequest(`Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${String(kind)}".`)
  }
  if (body['context'] === undefined) return
  if (body['type'] === 'reaction') throw invalid('Unexpected key "context": a reaction names its message itself.')
  rejectUnknownMembers('context', body['context'])
  requireText(requireObject(body['context'], 'context')['message_id'], 'context.message_id', 512)
}

function readOpaque(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  optionalText(value, 'biz_opaque_callback_data', 512)
  return String(value)
}

function checkContent(body: Json): string {
  const type = body['type'] === undefined ? 'text' : body['type']
  const check = typeof type === 'string' && Object.hasOwn(checks, type) ? checks[type] : undefined
  if (!check)
    throw badRequest(
      `Param type must be one of {${Object.keys(checks).join(', ').toUpperCase()}} - got "${String(type)}".`,
    )
  if (body[String(type)] === undefined) throw missing(String(type))
  rejectUnknownMembers(String(type), body[String(type)])
  check(body[String(type)])
  return String(type)
}

function checkTextMessage(content: unknown): void {
  const text = requireObject(content, 'text')
  requireText(text['body'], 'text.body', 4096)
  const preview = text['preview_url']
  if (preview !== undefined && typeof preview !== 'boolean') throw invalid('Param text.preview_url must be a boolean.')
}

function checkLocation(content: unknown): void {
  const location = requireObject(content, 'location')
  checkDegrees(location['latitude'], 'location.latitude', 90)
  checkDegrees(location['longitude'], 'location.longitude', 180)
  optionalText(location['name'], 'location.name')
  optionalText(location['address'], 'location.address')
}

function checkDegrees(value: unknown, path: string, max: number): void {
  if (value === undefined || value === null || value === '') throw missing(path)
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^[+-]?\d+(\.\d*)?$/.test(value))
  const degrees = isNumber ? Number(value) : Number.NaN
  if (!Number.isFinite(degrees) || Math.abs(degrees) > max)
    throw invalid(`Param ${path} must be between -${max} and ${max}.`)
}

const emojiPart = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

function checkReaction(content: unknown): void {
  const reaction = requireObject(content, 'reaction')
  requireText(reaction['message_id'], 'reaction.message_id', 512)
  if (typeof reaction['emoji'] !== 'string') throw missing('reaction.emoji')
  const { emoji } = reaction
  if (emoji !== '' && (!emojiPart.test(emoji) || [...new Intl.Segmenter().segment(emoji)].length > 1))
    throw invalid('Param reaction.emoji must be a single emoji.')
}

function checkTemplateShape(content: unknown): void {
  const template = requireObject(content, 'template')
  requireText(template['name'], 'template.name', 512)
  requireText(requireObject(template['language'], 'template.language')['code'], 'template.language.code', 16)
  const policy = asObject(template['language'])['policy']
  if (policy !== undefined && policy !== 'deterministic')
    throw invalid('Param template.language.policy must be deterministic.')
  const components = template['components']
  if (components !== undefined && !Array.isArray(components))
    throw invalid('Param template.components must be a JSON array.')
}
