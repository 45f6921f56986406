import { updateTag as updateTagInCore } from '@dawk/core/engagement/contacts/tags/tags.ts'
import { operation } from '#operations/operation.ts'
import { TagPatch, TagView } from '../../schemas/tag-schemas.ts'

export const updateTag = operation({
  route: 'PATCH /tags/:id',
  of: 'tag',
  tag: 'Tags',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Update a tag',
  description: 'A new name shows on every contact that has the tag.',
  body: TagPatch,
  reply: { 200: TagView },
  handle: ({ ctx, caller, id, body }) => updateTagInCore(ctx.core, caller, id, body),
})
