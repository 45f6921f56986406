import { updateConversation } from '@dawk/core/messaging/conversations/update-conversation.ts'
import { operation } from '#operations/operation.ts'
import { ConversationPatch, ConversationView } from '../../schemas/conversation-schemas.ts'
import { readOwn, toConversationView } from './conversation-views.ts'

export const changeConversation = operation({
  route: 'PATCH /conversations/:id',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Assign, close or open a conversation',
  description: 'Announced as `conversation.updated`.',
  body: ConversationPatch,
  reply: { 200: ConversationView },
  async handle({ ctx, caller, id, body }) {
    await readOwn(ctx, caller, id)
    await updateConversation(ctx.core, caller, id, body)
    return toConversationView(await readOwn(ctx, caller, id))
  },
})
