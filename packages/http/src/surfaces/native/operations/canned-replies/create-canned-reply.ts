import { createCannedReply as createCannedReplyInCore } from '@dawk/core/engagement/canned-replies/canned-replies.ts'
import { operation } from '#operations/operation.ts'
import { CannedReplyView, NewCannedReply } from '../../schemas/canned-reply-schemas.ts'

export const createCannedReply = operation({
  route: 'POST /canned-replies',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['conflict'],
  summary: 'Create a canned reply',
  description: 'At most 1,000 for an account, all of them for every agent.',
  body: NewCannedReply,
  reply: { 201: CannedReplyView },
  handle: ({ ctx, caller, body }) => createCannedReplyInCore(ctx.core, caller, body),
})
