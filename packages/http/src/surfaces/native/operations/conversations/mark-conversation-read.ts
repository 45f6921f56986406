import { markConversationRead as markConversationReadInCore } from '@dawk/core/messaging/conversations/mark-read.ts'
import { markMessageRead } from '@dawk/core/messaging/messages/mark-read.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { ReadConversationBody } from '../../schemas/conversation-schemas.ts'
import { readOwn } from './conversation-views.ts'

export const markConversationRead = operation({
  route: 'POST /conversations/:id/read',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Mark a conversation as read',
  description:
    'All that was received so far. The person sees blue ticks, unless `receipt` is false; when WhatsApp refuses the receipt, nothing changes.',
  body: ReadConversationBody,
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id, body }) {
    const { lastInboundId } = await readOwn(ctx, caller, id)
    if (lastInboundId !== null && body?.receipt !== false)
      await markMessageRead({ ...ctx.core, numbers: ctx.numbers }, caller, lastInboundId)
    await markConversationReadInCore(ctx.core, caller, id, lastInboundId)
  },
})
