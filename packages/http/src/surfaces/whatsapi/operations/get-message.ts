import { findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operation } from '#operations/operation.ts'
import { MessageParams, MessageReply } from '../schemas.ts'
import { toMessageView } from '../translate.ts'

export const getMessage = operation({
  route: 'GET /messages/:id',
  tag: 'Messages',
  scope: 'messages:read',
  refuses: ['not_found'],
  summary: 'Get a message',
  description: 'With its timeline.',
  params: MessageParams,
  reply: { 200: MessageReply },
  async handle({ ctx, caller, params: { id } }) {
    const message = await findReachableMessage(ctx.core, caller, id)
    if (!message) throw new GatewayError('not_found', 'Message not found.')
    return { success: true as const, data: toMessageView(message) }
  },
})
