import { assertReachesMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { retryMessage as retryMessageInCore } from '@dawk/core/messaging/messages/retry-message.ts'
import { operation } from '#operations/operation.ts'
import { MessageParams, SendMessageReply } from '../schemas.ts'

export const retryMessage = operation({
  route: 'POST /messages/:id/retry',
  tag: 'Messages',
  scope: 'messages:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Retry a failed message',
  description: 'Queues it once more under its id.',
  params: MessageParams,
  reply: { 202: SendMessageReply },
  async handle({ ctx, caller, params: { id } }) {
    await assertReachesMessage(ctx.core, caller, id)
    const retried = await retryMessageInCore(ctx.core, caller, id)
    const data = { id: retried, status: 'queued', scheduledFor: null }
    return { success: true as const, data }
  },
})
