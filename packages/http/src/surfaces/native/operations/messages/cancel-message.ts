import { cancelMessage as cancelMessageInCore } from '@dawk/core/messaging/messages/cancel-message.ts'
import { assertReachesMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { operation } from '#operations/operation.ts'
import { MessageView } from '../../schemas/message-schemas.ts'
import { messageId } from './message-id.ts'
import { showMessage } from './show-message.ts'

export const cancelMessage = operation({
  route: 'POST /messages/:id/cancel',
  of: messageId,
  tag: 'Messages',
  scope: 'messages:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Cancel a message',
  description: 'One that is scheduled or waits to leave. 409 once it has left, or may have.',
  reply: { 200: MessageView },
  async handle({ ctx, caller, id }) {
    await assertReachesMessage(ctx.core, caller, id)
    return showMessage(ctx, caller, await cancelMessageInCore(ctx.core, caller, id))
  },
})
