import Type, { type TSchema } from 'typebox'
import { AnyObject } from './schemas/schemas.ts'

/**
 * What each type of message holds, for documents and SDKs: the kinds of members. Which are needed together and Meta's
 * limits are core's to check, whose errors name the member just as well.
 */
const text = Type.Object({ body: Type.String(), previewUrl: Type.Optional(Type.Boolean()) })

const media = (members: Record<string, TSchema> = {}) =>
  Type.Object({
    id: Type.Optional(Type.String({ description: 'Of media that was uploaded.' })),
    link: Type.Optional(Type.String({ description: 'A public https address, instead of an id.' })),
    ...members,
  })
const caption = Type.Optional(Type.String())

const location = Type.Object({
  latitude: Type.Unsafe<number | string>({ type: ['number', 'string'] }),
  longitude: Type.Unsafe<number | string>({ type: ['number', 'string'] }),
  name: Type.Optional(Type.String()),
  address: Type.Optional(Type.String()),
})

const interactive = Type.Object({
  type: Type.String({ description: 'button, list, cta_url, flow, product, …' }),
  header: Type.Optional(AnyObject),
  body: Type.Optional(Type.Object({ text: Type.String() })),
  footer: Type.Optional(Type.Object({ text: Type.String() })),
  action: Type.Optional(AnyObject),
})

const template = Type.Object({
  name: Type.String(),
  language: Type.Object({ code: Type.String(), policy: Type.Optional(Type.String()) }),
  components: Type.Optional(Type.Array(AnyObject)),
})

/** By type; each stands in a body under the name of its type. */
export const messageContents = {
  text,
  image: media({ caption }),
  audio: media({ voice: Type.Optional(Type.Boolean()) }),
  video: media({ caption }),
  document: media({ caption, filename: Type.Optional(Type.String()) }),
  sticker: media(),
  location,
  contacts: Type.Array(AnyObject),
  reaction: Type.Object({
    messageId: Type.String({ description: 'What is reacted to: our id, or the wamid.' }),
    emoji: Type.String({ description: 'Empty: takes the reaction back.' }),
  }),
  interactive,
  template,
} as const satisfies Record<string, TSchema>

export type SendType = keyof typeof messageContents
export const sendTypes = Object.keys(messageContents) as SendType[]
