import { deleteCannedReply as deleteCannedReplyInCore } from '@dawk/core/engagement/canned-replies/canned-replies.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteCannedReply = operation({
  route: 'DELETE /canned-replies/:id',
  of: 'canned reply',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Delete a canned reply',
  description: 'Messages that were sent with it stay.',
  reply: { 204: Type.Null() },
  handle: ({ ctx, caller, id }) => deleteCannedReplyInCore(ctx.core, caller, id),
})
