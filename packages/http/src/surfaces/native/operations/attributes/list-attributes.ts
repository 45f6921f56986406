import { listAttributes as listAttributesInCore } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import { list } from '#operations/list.ts'
import { AttributeView } from '../../schemas/attribute-schemas.ts'

export const listAttributes = list({
  route: 'GET /attributes',
  tag: 'Attributes',
  scope: 'contacts:read',
  summary: 'List attributes',
  description: 'In the order in which they were made, archived ones included.',
  item: AttributeView,
  read: ({ ctx, caller }, page) => listAttributesInCore(ctx.core, caller, page),
  view: ({ options, ...attribute }) => ({ ...attribute, options: [...options] }),
})
