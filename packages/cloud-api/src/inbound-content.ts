import { isObject } from './json.ts'
import type { InboundMessage } from './webhook-types.ts'

/** The value as the type that is documented for it; undefined: it cannot be read as one. */
type Read = (value: unknown) => unknown

/** Texts have been seen as numbers. */
export const readText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : undefined

/** Ids and phone numbers, which are never empty. */
export const readId = (value: unknown): string | undefined => readText(value) || undefined

/** Numbers have been seen as texts. */
export const readNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

const readBoolean: Read = (value) =>
  value === 'true' || value === 'false' ? value === 'true' : typeof value === 'boolean' ? value : undefined

/** Required members have to be readable; an optional one that is not is left out. Other members stay as they came. */
interface Shape {
  readonly required?: Readonly<Record<string, Read>>
  readonly optional?: Readonly<Record<string, Read>>
}

function readShape({ required = {}, optional = {} }: Shape): Read {
  return (value) => {
    if (!isObject(value)) return undefined
    const result: Record<string, unknown> = { ...value }
    for (const [name, read] of Object.entries({ ...required, ...optional })) {
      if (!Object.hasOwn(value, name)) continue
      const member = read(value[name])
      if (member === undefined) delete result[name]
      else result[name] = member
    }
    return Object.keys(required).every((name) => result[name] !== undefined) ? result : undefined
  }
}

const listOf =
  (readItem: Read): Read =>
  (value) => {
    if (!Array.isArray(value)) return undefined
    const items = value.map(readItem)
    return items.includes(undefined) ? undefined : items
  }

const media = { mime_type: readText, sha256: readText, url: readText, caption: readText, filename: readText }
const readMedia = readShape({ required: { id: readId }, optional: { ...media, voice: readBoolean } })
const readName = readShape({ optional: { formatted_name: readText, first_name: readText, last_name: readText } })
const readPhone = readShape({ optional: { phone: readText, type: readText, wa_id: readId } })
const readChoice = readShape({ required: { id: readId, title: readText }, optional: { description: readText } })

const readSharedContact = readShape({
  optional: { name: readName, phones: listOf(readPhone), origin: readText, vcard: readText },
})

const readInteractive: Readonly<Record<string, Read>> = {
  button_reply: readChoice,
  list_reply: readChoice,
  nfm_reply: readShape({ required: { response_json: readText }, optional: { name: readText, body: readText } }),
  call_permission_reply: readShape({ required: { response: readText }, optional: { response_source: readText } }),
}

/** The content of each known type, as the rest of Dawk may rely on it. */
const readContent: Readonly<Record<InboundMessage['type'], Read>> = {
  text: readShape({ required: { body: readText } }),
  image: readMedia,
  video: readMedia,
  audio: readMedia,
  document: readMedia,
  sticker: readMedia,
  location: readShape({
    required: { latitude: readNumber, longitude: readNumber },
    optional: { name: readText, address: readText, url: readText },
  }),
  contacts: listOf(readSharedContact),
  reaction: readShape({ required: { message_id: readId }, optional: { emoji: readText } }),
  interactive(value) {
    const type = isObject(value) ? readText(value['type']) : undefined
    const read = type !== undefined && Object.hasOwn(readInteractive, type) ? readInteractive[type] : undefined
    return type && read && readShape({ required: { type: readText, [type]: read } })(value)
  },
  button(value) {
    const payload = isObject(value) ? readText(value['payload']) : undefined
    const text = isObject(value) ? readText(value['text']) : undefined
    return isObject(value) && (text ?? payload) !== undefined
      ? { ...value, ...(payload !== undefined && { payload }), text: text ?? payload }
      : undefined
  },
  order: readShape({ required: { product_items: listOf(readShape({})) }, optional: { text: readText } }),
  system: readShape({
    optional: {
      type: readText,
      body: readText,
      wa_id: readId,
      user_id: readId,
      parent_user_id: readId,
      previous_user_id: readId,
    },
  }),
  edit: readShape({
    required: { original_message_id: readId, message: readShape({ required: { type: readId } }) },
  }),
  revoke: readShape({ required: { original_message_id: readId } }),
  unsupported: (value) => value ?? {},
  request_welcome: (value) => value ?? {},
}

const hasNoContent: ReadonlySet<string> = new Set(['unsupported', 'request_welcome'])

/**
 * The content of a message with every documented member of its documented type; undefined: its type is not known here,
 * or its content is not what its type promises.
 */
export function readInboundContent(type: string, content: unknown): { content: unknown } | undefined {
  if (!Object.hasOwn(readContent, type)) return undefined
  const known = readContent[type as InboundMessage['type']](content)
  if (known === undefined) return undefined
  return { content: hasNoContent.has(type) ? content : known }
}
