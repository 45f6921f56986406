import { runMacro as runMacroInCore } from '@dawk/core/engagement/inbox/macros/macros.ts'
import { operation } from '#operations/operation.ts'
import { ConversationView } from '../../schemas/conversation-schemas.ts'
import { MacroRun } from '../../schemas/macro-schemas.ts'
import { readOwn, toConversationView } from '../conversations/conversation-views.ts'

export const runMacro = operation({
  route: 'POST /conversations/:id/macros',
  of: 'conversation',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Run a macro on a conversation',
  description:
    'All of its steps or, where one cannot be taken, none. Announced as `conversation.updated` and `note.created`.',
  body: MacroRun,
  reply: { 200: ConversationView },
  async handle({ ctx, caller, id, body: { macroId } }) {
    await readOwn(ctx, caller, id)
    await runMacroInCore(ctx.core, caller, { macroId, conversationId: id })
    return toConversationView(await readOwn(ctx, caller, id))
  },
})
