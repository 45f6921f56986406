import { maxTagLength } from '@dawk/core/engagement/contacts/tags/tag.ts'
import Type from 'typebox'
import { Id, nullable, strict } from '#resources/schemas.ts'

const Name = Type.String({
  minLength: 1,
  maxLength: maxTagLength,
  description: `must have 1 to ${maxTagLength} characters; \`VIP\` and \`vip\` are the same tag`,
})
const Colour = nullable(Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'must be a colour such as #1f6feb' }))

export const NewTag = Type.Object(
  { name: Name, colour: Type.Optional(Colour) },
  { ...strict, examples: [{ name: 'vip', colour: '#1f6feb' }] },
)

export const TagPatch = Type.Object(
  { name: Type.Optional(Name), colour: Type.Optional(Colour) },
  { ...strict, minProperties: 1, examples: [{ name: 'very important' }] },
)

export const TagView = Type.Object(
  { id: Id, name: Type.String(), colour: nullable(Type.String()), createdAt: Type.String({ format: 'date-time' }) },
  { title: 'Tag' },
)
