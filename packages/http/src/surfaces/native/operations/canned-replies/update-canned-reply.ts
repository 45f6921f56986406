import { updateCannedReply as updateCannedReplyInCore } from '@dawk/core/engagement/canned-replies/canned-replies.ts'
import { operation } from '#operations/operation.ts'
import { CannedReplyPatch, CannedReplyView } from '../../schemas/canned-reply-schemas.ts'

export const updateCannedReply = operation({
  route: 'PATCH /canned-replies/:id',
  of: 'canned reply',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Update a canned reply',
  description: 'What is named changes.',
  body: CannedReplyPatch,
  reply: { 200: CannedReplyView },
  handle: ({ ctx, caller, id, body }) => updateCannedReplyInCore(ctx.core, caller, id, body),
})
