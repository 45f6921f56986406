import type { Static, TSchema } from 'typebox'
import { isAbsent } from '../json.ts'
import { Interactive } from './interactive.ts'
import {
  Audio,
  Contacts,
  Context,
  Document,
  IdentityKeyHash,
  Image,
  Location,
  Reaction,
  Sticker,
  Text,
  Video,
} from './messages.ts'
import type { ContentProblem } from './report.ts'
import { Template } from './template.ts'
import { compileValidator, type Validator } from './validator.ts'

/**
 * What each type of message holds, under the member named like the type, in Meta's names. The one definition: checks,
 * types and published documents are derived from it.
 */
export const contentSchemas = {
  text: Text,
  image: Image,
  video: Video,
  audio: Audio,
  document: Document,
  sticker: Sticker,
  location: Location,
  contacts: Contacts,
  reaction: Reaction,
  interactive: Interactive,
  template: Template,
} as const

/** What stands beside the content. */
const envelopeSchemas = { context: Context, recipient_identity_key_hash: IdentityKeyHash } as const

export type ContentType = keyof typeof contentSchemas
export type MessageContents = { readonly [Type in ContentType]: Static<(typeof contentSchemas)[Type]> }
/** Type and content without a recipient, as in `{ type: 'text', text: { body } }`. */
type MessageBody = { [Type in ContentType]: { readonly type: Type } & Pick<MessageContents, Type> }[ContentType]

export const contentTypes = Object.keys(contentSchemas) as readonly ContentType[]

export const isContentType = (type: unknown): type is ContentType =>
  typeof type === 'string' && Object.hasOwn(contentSchemas, type)

const contentValidators = lazily(contentSchemas)
const envelopeValidators = lazily(envelopeSchemas)

/** What Meta would refuse the content for: every problem, at most 20. */
export const validateContent = (type: ContentType, content: unknown): readonly ContentProblem[] =>
  contentValidators(type)(content, type)

/** The same of a member that stands beside the content, and may be left out. */
export const validateEnvelope = (member: keyof typeof envelopeSchemas, value: unknown): readonly ContentProblem[] =>
  isAbsent(value) ? [] : envelopeValidators(member)(value, member)

/** Each schema is compiled by the first message that needs it. */
function lazily<Name extends string>(schemas: Readonly<Record<Name, TSchema>>): (name: Name) => Validator {
  const compiled = new Map<Name, Validator>()
  return (name) => {
    const known = compiled.get(name)
    if (known) return known
    const validator = compileValidator(schemas[name])
    compiled.set(name, validator)
    return validator
  }
}
