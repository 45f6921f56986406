import { listCannedReplies as listCannedRepliesInCore } from '@dawk/core/engagement/canned-replies/canned-replies.ts'
import { list } from '#operations/list.ts'
import { CannedReplyView } from '../../schemas/canned-reply-schemas.ts'

export const listCannedReplies = list({
  route: 'GET /canned-replies',
  tag: 'Conversations',
  scope: 'conversations:read',
  summary: 'List canned replies',
  description: 'In the order in which they were made.',
  item: CannedReplyView,
  read: ({ ctx, caller }, page) => listCannedRepliesInCore(ctx.core, caller, page),
  view: (reply) => reply,
})
