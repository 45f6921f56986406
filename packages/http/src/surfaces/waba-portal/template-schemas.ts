import Type, { type Static } from 'typebox'
import { Anything } from './schemas.ts'

const TemplateView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    status: Type.String(),
    category: Type.String(),
    language: Type.String(),
    components: Type.Array(Anything),
  },
  {
    examples: [
      {
        id: '123456789',
        name: 'order_confirmation',
        status: 'APPROVED',
        category: 'UTILITY',
        language: 'en',
        components: [{ type: 'BODY', text: 'Hi {{1}}, your order {{2}} is confirmed!' }],
      },
    ],
  },
)
export type TemplateView = Static<typeof TemplateView>
export const TemplatesReply = Type.Object({ data: Type.Array(TemplateView) })
export const TemplateReply = Type.Object({ success: Type.Literal(true), data: TemplateView })

const bodyComponents = [{ type: 'BODY', text: 'Hi there, your order is ready!' }]

/** What is in them is checked by Meta's rules, all at once. */
export const NewTemplateBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 512 }),
    category: Type.String({ minLength: 1, maxLength: 64 }),
    language: Type.String({ minLength: 1, maxLength: 16 }),
    components: Type.Array(Anything, { minItems: 1, maxItems: 20 }),
  },
  { examples: [{ name: 'order_ready', category: 'UTILITY', language: 'en_US', components: bodyComponents }] },
)
export const EditTemplateBody = Type.Object(
  {
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    components: Type.Optional(Type.Array(Anything, { minItems: 1, maxItems: 20 })),
  },
  { minProperties: 1, examples: [{ components: bodyComponents }] },
)
export const TemplateIdParams = Type.Object({
  id: Type.String({
    pattern: '^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{1,32})$',
    description: 'must be the id of a template, not its name',
  }),
})
export const TemplateNameParams = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9_]{1,512}$', description: 'must be the name of a template' }),
})
