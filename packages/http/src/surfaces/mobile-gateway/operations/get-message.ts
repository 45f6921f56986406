import { findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operation } from '#operations/operation.ts'
import { MessageQuery, MessageReply, readErrors } from '../schemas.ts'
import { toMessageReply } from '../translate.ts'

/** By our id or by wamid. */
export const getMessage = operation({
  route: 'GET /messages',
  tag: 'Messages',
  scope: 'messages:read',
  summary: 'Get a message by its id',
  query: MessageQuery,
  reply: { 200: MessageReply, ...readErrors },
  async handle({ ctx, caller, query }) {
    const message = await findReachableMessage(ctx.core, caller, query.id)
    if (!message) throw unknownMessage()
    const number = (await ctx.numbers.byIds([message.numberId])).get(message.numberId)
    return toMessageReply(message, number?.phoneNumberId ?? message.numberId)
  },
})

function unknownMessage(): GatewayError {
  const details = [{ field: 'id', message: 'is not the id of a message' }]
  return new GatewayError('not_found', 'Message not found.', { details })
}
