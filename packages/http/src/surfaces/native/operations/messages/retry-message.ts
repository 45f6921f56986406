import { assertReachesMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { retryMessage as retryMessageInCore } from '@dawk/core/messaging/messages/retry-message.ts'
import { operation } from '#operations/operation.ts'
import { MessageView } from '../../schemas/message-schemas.ts'
import { messageId } from './message-id.ts'
import { showMessage } from './show-message.ts'

export const retryMessage = operation({
  route: 'POST /messages/:id/retry',
  of: messageId,
  tag: 'Messages',
  scope: 'messages:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Retry a failed message',
  description: 'Queues it once more under its id; the timeline keeps what happened before.',
  reply: { 202: MessageView },
  async handle({ ctx, caller, id }) {
    await assertReachesMessage(ctx.core, caller, id)
    return showMessage(ctx, caller, await retryMessageInCore(ctx.core, caller, id))
  },
})
