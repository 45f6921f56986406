import Type from 'typebox'
import { CalendarDate, degrees, Emoji, link, MediaId } from './scalars.ts'
import { list, object, optional, optionalText, text, titled } from './schema.ts'

/* Messages without parts of their own. Source: Meta's pages on the types of messages. */

const textMax = 4096
const captionMax = 1024
const contactsMax = 257
const referenceMax = 512
/** Of the lists in a contact; Meta publishes no limit. */
const entriesMax = 100

export const Text = object(
  {
    body: text(textMax),
    preview_url: optional(Type.Boolean({ description: 'Whether WhatsApp shows a preview of the first link.' })),
  },
  titled('TextContent'),
)

const source = {
  id: optional(MediaId),
  link: optional(link('A public address from which Meta fetches the file, in place of an id.')),
}
const oneSource = [{ kind: 'one_of', members: ['id', 'link'] }] as const
const caption = optionalText(captionMax)
const filename = optionalText(undefined, { description: 'The name under which WhatsApp shows the document.' })
const withoutCaption = (kind: string) => ({ caption: `is not shown with ${kind}: send a text after it` })

export const Image = object({ ...source, caption }, { rules: oneSource, title: 'ImageContent' })
export const Video = object({ ...source, caption }, { rules: oneSource, title: 'VideoContent' })
export const Audio = object(
  { ...source, voice: optional(Type.Boolean({ description: 'A voice note; the file is OGG with Opus.' })) },
  { rules: oneSource, refused: withoutCaption('audio'), title: 'AudioContent' },
)
export const Document = object({ ...source, caption, filename }, { rules: oneSource, title: 'DocumentContent' })
export const Sticker = object(source, { rules: oneSource, refused: withoutCaption('sticker'), title: 'StickerContent' })

/* As headers and as values of templates, where the body takes the place of a caption. */
const inHeader = { caption: 'is not shown in a header: put the text in the body' }
export const HeaderMedia = object(source, { rules: oneSource, refused: inHeader, title: 'HeaderMedia' })
export const HeaderDocument = object(
  { ...source, filename },
  { rules: oneSource, refused: inHeader, title: 'HeaderDocument' },
)

export const Location = object(
  {
    latitude: degrees(90),
    longitude: degrees(180),
    name: optionalText(),
    address: optionalText(),
  },
  titled('LocationContent'),
)

const kindOfEntry = optionalText(undefined, { description: 'HOME, WORK or a word of your own.' })

const Contact = object(
  {
    name: object({
      formatted_name: text(undefined, { description: 'The whole name, as WhatsApp shows it.' }),
      first_name: optionalText(),
      last_name: optionalText(),
      middle_name: optionalText(),
      suffix: optionalText(),
      prefix: optionalText(),
    }),
    phones: optional(
      list(
        object({
          phone: optionalText(),
          type: kindOfEntry,
          wa_id: optionalText(undefined, { description: 'With it WhatsApp offers to write to the person.' }),
        }),
        0,
        entriesMax,
      ),
    ),
    emails: optional(list(object({ email: optionalText(), type: kindOfEntry }), 0, entriesMax)),
    addresses: optional(
      list(
        object({
          street: optionalText(),
          city: optionalText(),
          state: optionalText(),
          zip: optionalText(),
          country: optionalText(),
          country_code: optionalText(),
          type: kindOfEntry,
        }),
        0,
        entriesMax,
      ),
    ),
    org: optional(object({ company: optionalText(), department: optionalText(), title: optionalText() })),
    urls: optional(list(object({ url: optionalText(), type: kindOfEntry }), 0, entriesMax)),
    birthday: optional(CalendarDate),
  },
  titled('ContactContent'),
)

export const Contacts = list(Contact, 1, contactsMax)

export const Reaction = object(
  {
    message_id: text(referenceMax, { description: 'The message that is reacted to.' }),
    emoji: Emoji,
  },
  titled('ReactionContent'),
)

/** The message that is quoted. */
export const Context = object({ message_id: text(referenceMax) })
export const IdentityKeyHash = text(referenceMax)
