import { createTag as createTagInCore } from '@dawk/core/engagement/contacts/tags/tags.ts'
import { operation } from '#operations/operation.ts'
import { NewTag, TagView } from '../../schemas/tag-schemas.ts'

export const createTag = operation({
  route: 'POST /tags',
  tag: 'Tags',
  scope: 'contacts:write',
  refuses: ['conflict'],
  summary: 'Create a tag',
  description:
    'At most 1,000 for an account. A tag that is put on a contact and does not exist yet is created as well.',
  body: NewTag,
  reply: { 201: TagView },
  handle: ({ ctx, caller, body: { name, colour = null } }) => createTagInCore(ctx.core, caller, { name, colour }),
})
