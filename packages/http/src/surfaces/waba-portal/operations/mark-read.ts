import { markMessageRead } from '@dawk/core/messaging/messages/mark-read.ts'
import { assertReachesMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { operation } from '#operations/operation.ts'
import { MarkReadBody, Success } from '../schemas.ts'

/** The blue ticks, and the typing indicator where it is asked for. */
export const markRead = operation({
  route: 'POST /messages/mark-read',
  tag: 'Messages',
  scope: 'conversations:write',
  summary: 'Mark a received message as read',
  body: MarkReadBody,
  reply: { 200: Success },
  async handle({ ctx: { core, numbers }, caller, body }) {
    const { messageId, showTypingIndicator: typing = false } = body
    await assertReachesMessage(core, caller, messageId)
    await markMessageRead({ ...core, numbers }, caller, messageId, { typing })
    return { success: true as const }
  },
})
