import { createAttribute as createAttributeInCore } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import { operation } from '#operations/operation.ts'
import { AttributeView, NewAttribute } from '../../schemas/attribute-schemas.ts'

export const createAttribute = operation({
  route: 'POST /attributes',
  tag: 'Attributes',
  scope: 'contacts:write',
  refuses: ['conflict'],
  summary: 'Create an attribute',
  description:
    'Defines a field of contacts. At most 200 for an account. Key and type cannot change later; values of another type are refused, never converted.',
  body: NewAttribute,
  reply: { 201: AttributeView },
  async handle({ ctx, caller, body }) {
    const { options, ...attribute } = await createAttributeInCore(ctx.core, caller, body)
    return { ...attribute, options: [...options] }
  },
})
