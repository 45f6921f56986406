import { findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operation } from '#operations/operation.ts'
import { StatusParams, StatusReply } from '../schemas.ts'
import { toStatusReply } from '../translate.ts'

/** By wamid or by our id. */
export const getMessageStatus = operation({
  route: 'GET /message-status/:message_id',
  tag: 'Messages',
  scope: 'messages:read',
  summary: 'Get the status of a message',
  params: StatusParams,
  reply: { 200: StatusReply },
  async handle({ ctx, caller, params }) {
    const message = await findReachableMessage(ctx.core, caller, params.message_id)
    if (message?.direction !== 'out') throw new GatewayError('not_found', 'Message not found.')
    return toStatusReply(message)
  },
})
