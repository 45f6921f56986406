import { markMessageRead as markMessageReadInCore } from '@dawk/core/messaging/messages/mark-read.ts'
import { assertReachesMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { ReadBody } from '../../schemas/message-schemas.ts'
import { messageId } from './message-id.ts'

export const markMessageRead = operation({
  route: 'POST /messages/:id/read',
  of: messageId,
  tag: 'Messages',
  scope: 'conversations:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Mark a received message as read',
  description:
    'The person sees blue ticks on it and all before it and, with `typing`, that an answer is being written.',
  body: ReadBody,
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id, body }) {
    await assertReachesMessage(ctx.core, caller, id)
    const { core, numbers } = ctx
    await markMessageReadInCore({ ...core, numbers }, caller, id, { typing: body?.typing ?? false })
  },
})
