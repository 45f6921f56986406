import { listClocks } from '@dawk/core/engagement/inbox/sla/clocks.ts'
import { operation } from '#operations/operation.ts'
import { ClocksView } from '../../schemas/inbox-schemas.ts'
import { readOwn } from './conversation-views.ts'

export const getConversationClocks = operation({
  route: 'GET /conversations/:id/clocks',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:read',
  refuses: ['not_found'],
  summary: 'Get what is promised in a conversation',
  description:
    'By when the person is to be answered, and the conversation to be closed, in the hours of the business. What was kept is gone; ' +
    'what was not was announced as `conversation.sla_breached`.',
  reply: { 200: ClocksView },
  async handle({ ctx, caller, id }) {
    await readOwn(ctx, caller, id)
    const clocks = await listClocks(ctx.core, caller, id)
    return { data: clocks.map(({ accountId: _, conversationId: __, ...clock }) => clock) }
  },
})
