import { findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { assertSeesAll } from '../../inbox-access.ts'
import { MessageView } from '../../schemas/message-schemas.ts'
import { toMessageView } from '../../translate-messages.ts'
import { messageId } from './message-id.ts'

export const getMessage = operation({
  route: 'GET /messages/:id',
  of: messageId,
  tag: 'Messages',
  scope: 'messages:read',
  refuses: ['not_found'],
  summary: 'Get a message',
  description: 'With its timeline. By our id or by wamid, whichever surface it was sent through.',
  reply: { 200: MessageView },
  async handle({ ctx, caller, id }) {
    await assertSeesAll(ctx, caller)
    return toMessageView(orNotFound(await findReachableMessage(ctx.core, caller, id), 'message'))
  },
})
