import { attributeTypes, maxOptions } from '@dawk/core/engagement/contacts/attributes/attribute.ts'
import Type from 'typebox'
import { Id, NullableInstant, strict } from '#resources/schemas.ts'

const Label = Type.String({ minLength: 1, maxLength: 100, description: 'must have 1 to 100 characters' })

const Option = Type.Object(
  { key: Type.String({ minLength: 1, maxLength: 64, description: 'must have 1 to 64 characters' }), label: Label },
  strict,
)
const Options = Type.Array(Option, {
  maxItems: maxOptions,
  description: 'The choices of a `select` or `multi_select`. Values hold the key, so a label may change.',
})

const settings = {
  label: Type.Optional(Label),
  options: Type.Optional(Options),
  unique: Type.Optional(
    Type.Boolean({
      description: 'No two contacts have the same value, and contacts are matched by it. Implies `indexed`.',
    }),
  ),
  indexed: Type.Optional(
    Type.Boolean({ description: 'Filters find it quickly. At most 10 attributes, values of at most 200 characters.' }),
  ),
  pii: Type.Optional(Type.Boolean({ description: 'Personal data.' })),
  sensitive: Type.Optional(Type.Boolean({ description: 'Personal data of the special kinds, such as health.' })),
}

const AttributeTypeName = Type.Unsafe<(typeof attributeTypes)[number]>({
  type: 'string',
  enum: [...attributeTypes],
  description: `must be one of ${attributeTypes.join(', ')}`,
})

export const NewAttribute = Type.Object(
  {
    key: Type.String({
      pattern: '^[a-z][a-z0-9_]{0,63}$',
      description: 'must begin with a letter a to z, followed by at most 63 of a to z, 0 to 9 and _',
    }),
    type: AttributeTypeName,
    ...settings,
  },
  {
    ...strict,
    examples: [
      { key: 'city', type: 'text', label: 'City', indexed: true },
      {
        key: 'plan',
        type: 'select',
        options: [
          { key: 'basic', label: 'Basic' },
          { key: 'pro', label: 'Professional' },
        ],
      },
    ],
  },
)

export const AttributePatch = Type.Object(
  {
    ...settings,
    archived: Type.Optional(Type.Boolean({ description: 'Hidden and not written any more; values stay.' })),
  },
  { ...strict, minProperties: 1, examples: [{ label: 'Home town', pii: true }, { archived: true }] },
)

export const AttributeView = Type.Object(
  {
    id: Id,
    key: Type.String(),
    label: Type.String(),
    type: AttributeTypeName,
    options: Type.Array(Type.Object({ key: Type.String(), label: Type.String() })),
    unique: Type.Boolean(),
    indexed: Type.Boolean(),
    pii: Type.Boolean(),
    sensitive: Type.Boolean(),
    archivedAt: NullableInstant,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Attribute' },
)
