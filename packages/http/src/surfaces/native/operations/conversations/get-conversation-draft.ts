import { findDraft } from '@dawk/core/engagement/inbox/replies/drafts.ts'
import { memberOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { DraftView } from '../../schemas/inbox-schemas.ts'
import { readOwn } from './conversation-views.ts'

export const getConversationDraft = operation({
  route: 'GET /conversations/:id/draft',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:read',
  membersOnly: true,
  refuses: ['not_found'],
  summary: 'Get your draft',
  description: 'What you have begun to write in a conversation, on whatever device; empty where there is nothing.',
  reply: { 200: DraftView },
  async handle({ ctx, caller, id, request }) {
    const { id: memberId } = memberOf(request)
    await readOwn(ctx, caller, id)
    return (await findDraft(ctx.core, caller, { conversationId: id, memberId })) ?? { body: '', updatedAt: null }
  },
})
