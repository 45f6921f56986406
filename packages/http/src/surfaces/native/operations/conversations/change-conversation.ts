import { updateConversation as changeConversationInCore } from '@dawk/core/engagement/inbox/conversations/change-conversation.ts'
import { operation } from '#operations/operation.ts'
import { toInstant } from '#resources/instants.ts'
import { ConversationPatch, ConversationView } from '../../schemas/conversation-schemas.ts'
import { readOwn, toConversationView } from './conversation-views.ts'

export const changeConversation = operation({
  route: 'PATCH /conversations/:id',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Assign, label, snooze, close or open a conversation',
  description:
    'What is named changes, and is announced as `conversation.updated`. Where the account requires a reason to close, `closeReason` names one.',
  body: ConversationPatch,
  reply: { 200: ConversationView },
  async handle({ ctx, caller, id, body }) {
    await readOwn(ctx, caller, id)
    const { snoozedUntil } = body
    await changeConversationInCore(ctx.core, caller, id, {
      ...body,
      ...(snoozedUntil && { snoozedUntil: toInstant(snoozedUntil, 'snoozedUntil') }),
    })
    return toConversationView(await readOwn(ctx, caller, id))
  },
})
