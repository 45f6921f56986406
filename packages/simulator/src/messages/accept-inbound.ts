import { isObject } from '@dawk/cloud-api/json.ts'
import { bareType, isMediaKind, type MediaKind } from '@dawk/cloud-api/media-formats.ts'
import type { SimulatorContext } from '../context.ts'
import { ControlError, readMembers } from '../control/control-error.ts'
import { linkTo } from '../graph/media.ts'
import { asObject, asText, type Json } from '../json.ts'
import { samples } from '../media/samples.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'
import { canonicalPhone, isUserId, type Person, toContact, userIdOf } from '../people.ts'
import { inboundWamid } from './wamid.ts'

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

/** Beside these a message has one member that is named like its type. */
const members = [
  'phoneNumberId',
  'field',
  'from',
  'userId',
  'username',
  'profile',
  'type',
  'context',
  'id',
  'timestamp',
  'referral',
  'identity',
  'group_id',
  'errors',
]
const maxAtOnce = 1000

function toList(body: Json): Json[] {
  const { messages, count, ...shared } = body
  if (messages !== undefined) {
    if (!Array.isArray(messages) || messages.length === 0 || messages.length > maxAtOnce)
      throw new ControlError(`messages must be a list of 1 to ${maxAtOnce} messages`)
    readMembers(shared, [...members, String(shared['type'])])
    return messages.map((message, index) => ({ ...shared, ...readMessage(message, `messages[${index}]`) }))
  }
  if (count !== undefined && (!Number.isInteger(count) || Number(count) < 1 || Number(count) > maxAtOnce))
    throw new ControlError(`count must be a whole number from 1 to ${maxAtOnce}`)
  return Array.from({ length: Number(count ?? 1) }, () => readMessage(shared, 'the message'))
}

const readMessage = (message: unknown, where: string): Json =>
  readMembers(message, [...members, asText(asObject(message)['type']) ?? 'text'], where)

function acceptOne(ctx: SimulatorContext, number: BusinessNumber, message: Json) {
  const { phoneNumberId } = number
  const person = toPerson(message)
  ctx.people.learn(person)
  const user = person.phone ?? person.userId
  if (message['type'] !== 'system') {
    ctx.windows.open(phoneNumberId, user)
    ctx.windows.open(phoneNumberId, person.userId)
  }
  const at = ctx.clock.now()
  const item = toItem(ctx, { number, person }, message, at)
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
  const given = asText(message['from'])?.replace(/\D/g, '')
  const phone = given && canonicalPhone(given)
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

/** Who writes, and to which number. */
interface Pair {
  number: BusinessNumber
  person: Person
}

function toItem(ctx: SimulatorContext, pair: Pair, message: Json, at: number): Json {
  const { number, person } = pair
  const type = asText(message['type']) ?? 'text'
  const content = toContent(ctx, pair, type, message[type])
  return {
    ...(person.phone ? { from: person.phone } : {}),
    from_user_id: person.userId,
    id: asText(message['id']) ?? inboundWamid(ctx.random, person.phone ?? person.userId),
    timestamp: asText(message['timestamp']) ?? String(Math.floor(at / 1000)),
    type,
    ...(content === undefined ? {} : { [type]: content }),
    ...toContext(number, message['context']),
    ...pick(message, ['referral', 'identity', 'group_id']),
    ...(type === 'unsupported' ? { errors: message['errors'] ?? unsupported() } : pick(message, ['errors'])),
  }
}

function toContent(ctx: SimulatorContext, { number, person }: Pair, type: string, content: unknown): unknown {
  if (isMediaKind(type)) return toMedia(ctx, number, type, asObject(content))
  if (type === 'text' && content === undefined) return { body: 'hello' }
  if (type === 'system') return toNotice(person, asObject(content))
  if (type === 'button' && isObject(content)) return { payload: content['text'], ...content }
  return content
}

/** What WhatsApp itself says in a conversation: most of all that a person has another number now. */
function toNotice({ name, phone }: Person, given: Json): Json {
  const body = `User ${name} changed from ${phone} to ${asText(given['wa_id'])}`
  return given['type'] === 'user_changed_number' ? { body, ...given } : given
}

/**
 * The file exists and can be downloaded: the one that `id` names, `data` in base64, or a sample of the kind. What the
 * caller gives beside that is reported as given.
 */
function toMedia(ctx: SimulatorContext, number: BusinessNumber, kind: MediaKind, { data, ...given }: Json): Json {
  const sample = samples[kind]
  const id = asText(given['id'])
  const file =
    (id === undefined ? undefined : ctx.media.find(id)) ??
    ctx.media.add({
      ...(id === undefined ? {} : { id }),
      phoneNumberId: number.phoneNumberId,
      wabaId: number.wabaId,
      mimeType: asText(given['mime_type']) ?? sample.mimeType,
      filename: asText(given['filename']) ?? sample.filename,
      origin: 'inbound',
      content: typeof data === 'string' ? Buffer.from(data, 'base64') : sample.bytes,
    })
  return {
    mime_type: file.mimeType,
    sha256: file.sha256.toString('base64'),
    id: file.id,
    url: linkTo(ctx, file, ctx.origin),
    ...(kind === 'audio' ? { voice: bareType(file.mimeType) === 'audio/ogg' } : {}),
    ...(kind === 'sticker' ? { animated: false } : {}),
    ...(kind === 'document' && file.filename !== undefined ? { filename: file.filename } : {}),
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
