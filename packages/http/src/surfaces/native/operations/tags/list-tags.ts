import { listTags as listTagsInCore } from '@dawk/core/engagement/contacts/tags/tags.ts'
import { list } from '#operations/list.ts'
import { TagView } from '../../schemas/tag-schemas.ts'

export const listTags = list({
  route: 'GET /tags',
  tag: 'Tags',
  scope: 'contacts:read',
  summary: 'List tags',
  description: 'In the order in which they were made.',
  item: TagView,
  read: ({ ctx, caller }, page) => listTagsInCore(ctx.core, caller, page),
  view: (tag) => tag,
})
