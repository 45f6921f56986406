import { saveDraft } from '@dawk/core/engagement/inbox/replies/drafts.ts'
import { memberOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { DraftBody, DraftView } from '../../schemas/inbox-schemas.ts'
import { readOwn } from './conversation-views.ts'

export const saveConversationDraft = operation({
  route: 'PUT /conversations/:id/draft',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:write',
  membersOnly: true,
  refuses: ['not_found'],
  summary: 'Save your draft',
  description: 'Yours alone; the last one that is saved wins, and an empty one is none.',
  body: DraftBody,
  reply: { 200: DraftView },
  async handle({ ctx, caller, id, body: { body }, request }) {
    const { id: memberId } = memberOf(request)
    await readOwn(ctx, caller, id)
    return saveDraft(ctx.core, caller, { conversationId: id, memberId }, body)
  },
})
