import { updateAttribute as updateAttributeInCore } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import { operation } from '#operations/operation.ts'
import { AttributePatch, AttributeView } from '../../schemas/attribute-schemas.ts'

export const updateAttribute = operation({
  route: 'PATCH /attributes/:id',
  of: 'attribute',
  tag: 'Attributes',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Update an attribute',
  description:
    'Changes what is given. Options may be added and relabelled, not removed. `unique: true` is refused while two contacts have the same value.',
  body: AttributePatch,
  reply: { 200: AttributeView },
  async handle({ ctx, caller, id, body }) {
    const { options, ...attribute } = await updateAttributeInCore(ctx.core, caller, id, body)
    return { ...attribute, options: [...options] }
  },
})
