import { getAttribute as getAttributeInCore } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import { operation } from '#operations/operation.ts'
import { AttributeView } from '../../schemas/attribute-schemas.ts'

export const getAttribute = operation({
  route: 'GET /attributes/:id',
  of: 'attribute',
  tag: 'Attributes',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Get an attribute',
  description: 'Also one that is archived.',
  reply: { 200: AttributeView },
  async handle({ ctx, caller, id }) {
    const { options, ...attribute } = await getAttributeInCore(ctx.core, caller, id)
    return { ...attribute, options: [...options] }
  },
})
