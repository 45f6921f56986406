import { createHash } from 'node:crypto'
import type { SimulatorContext } from './context.ts'
import { asArray, asObject, asText, isObject, type Json } from './json.ts'
import type { BusinessNumber } from './numbers.ts'
import { isUserId, type Person, toContact, userIdOf } from './people.ts'
import { inboundWamid, randomDigits } from './wamid.ts'

/** A mistake in a control call; it answers 400 with its message. */
export class ControlError extends Error {}

const mimeTypes: Record<string, string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg; codecs=opus',
  document: 'application/pdf',
  sticker: 'image/webp',
}

/** Takes messages written by people, opens their windows and reports them in one webhook; returns their ids. */
export function acceptInbound(ctx: SimulatorContext, body: Json): string[] {
  const number = ctx.numbers.get(String(body['phoneNumberId']))
  if (!number) throw new ControlError(`no number ${String(body['phoneNumberId'])} is registered`)
  const accepted = toList(body).map((message) => acceptOne(ctx, number, message))
  ctx.publisher.publish({
    number,
    kind: 'messages',
    render: () => ({
      contacts: accepted.flatMap(({ contact, item }) => (item['type'] === 'system' ? [] : [contact])),
      items: accepted.map(({ item }) => item),
    }),
  })
  return accepted.map(({ item }) => String(item['id']))
}

function toList(body: Json): Json[] {
  const { messages, count, ...shared } = body
  if (messages !== undefined) return asArray(messages).map((message) => ({ ...shared, ...asObject(message) }))
  return Array.from({ length: Math.min(1000, Math.max(1, Number(count ?? 1))) }, () => shared)
}

function acceptOne(ctx: SimulatorContext, number: BusinessNumber, message: Json) {
  const { phoneNumberId } = number
  const person = toPerson(message)
  ctx.people.learn(person)
  const user = person.phone ?? person.userId
  ctx.windows.open(phoneNumberId, user)
  ctx.windows.open(phoneNumberId, person.userId)
  const at = ctx.clock.now()
  const item = toItem(number, person, message, at)
  const stored = {
    wamid: String(item['id']),
    phoneNumberId,
    user,
    direction: 'in' as const,
    type: String(item['type']),
    content: item[String(item['type'])],
    ...(item['context'] ? { context: item['context'] } : {}),
    at,
    name: person.name,
  }
  ctx.messages.addInbound(stored)
  ctx.events.emit(() => ({ kind: 'inbound', message: stored }))
  return { item, contact: toContact(person) }
}

function toPerson(message: Json): Person {
  const phone = asText(message['from'])?.replace(/\D/g, '')
  const userId = asText(message['userId'])
  if (userId !== undefined && !isUserId(userId)) throw new ControlError('userId must look like US.13491208655302741918')
  if (!phone && !userId) throw new ControlError('from or userId is required')
  const username = asText(message['username'])
  return {
    ...(phone ? { phone } : {}),
    userId: userId ?? userIdOf(phone ?? ''),
    name: asText(asObject(message['profile'])['name']) ?? username ?? phone ?? 'Someone',
    ...(username ? { username } : {}),
  }
}

function toItem(number: BusinessNumber, person: Person, message: Json, at: number): Json {
  const type = asText(message['type']) ?? 'text'
  const content = toContent(type, message[type])
  return {
    ...(person.phone ? { from: person.phone } : {}),
    from_user_id: person.userId,
    id: asText(message['id']) ?? inboundWamid(person.phone ?? person.userId),
    timestamp: asText(message['timestamp']) ?? String(Math.floor(at / 1000)),
    type,
    ...(content === undefined ? {} : { [type]: content }),
    ...toContext(number, message['context']),
    ...pick(message, ['referral', 'identity', 'group_id']),
    ...(type === 'unsupported' ? { errors: message['errors'] ?? unsupported() } : pick(message, ['errors'])),
  }
}

function toContent(type: string, content: unknown): unknown {
  if (type in mimeTypes) return toMedia(type, asObject(content))
  if (type === 'text' && content === undefined) return { body: 'hello' }
  if (type === 'button' && isObject(content)) return { payload: content['text'], ...content }
  return content
}

function toMedia(type: string, given: Json): Json {
  const id = asText(given['id']) ?? randomDigits(16)
  return {
    mime_type: mimeTypes[type],
    sha256: createHash('sha256').update(id).digest('base64'),
    id,
    url: `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}&ext=1&hash=${randomDigits(12)}`,
    ...(type === 'audio' ? { voice: true } : {}),
    ...(type === 'sticker' ? { animated: false } : {}),
    ...(type === 'document' ? { filename: 'document.pdf' } : {}),
    ...given,
  }
}

function toContext(number: BusinessNumber, value: unknown): Json {
  if (!isObject(value)) return {}
  const { message_id: messageId, ...rest } = value
  const id = rest['id'] ?? messageId
  return { context: { ...(id === undefined ? {} : { from: number.digits, id }), ...rest } }
}

const unsupported = () => [
  {
    code: 131051,
    title: 'Message type unknown',
    message: 'Message type unknown',
    error_data: { details: 'Message type is currently not supported.' },
  },
]

const pick = (source: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]))
