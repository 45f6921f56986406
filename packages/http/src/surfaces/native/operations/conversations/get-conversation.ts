import { operation } from '#operations/operation.ts'
import { ConversationView } from '../../schemas/conversation-schemas.ts'
import { readOwn, toConversationView } from './conversation-views.ts'

export const getConversation = operation({
  route: 'GET /conversations/:id',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:read',
  refuses: ['not_found'],
  summary: 'Get a conversation',
  description: 'With its last message, its window, and what is unread.',
  reply: { 200: ConversationView },
  handle: async ({ ctx, caller, id }) => toConversationView(await readOwn(ctx, caller, id)),
})
