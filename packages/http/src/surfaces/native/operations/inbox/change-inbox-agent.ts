import { updateAgent } from '@dawk/core/engagement/inbox/teams/agents.ts'
import { operation } from '#operations/operation.ts'
import { AgentPatch, AgentView } from '../../schemas/inbox-schemas.ts'

export const changeInboxAgent = operation({
  route: 'PATCH /inbox/agents/:id',
  of: 'member',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Say whether a member takes conversations',
  description:
    'By the id of the member. Everybody says it of themselves; of others, and how many they have at once, whoever manages members. ' +
    'Whoever comes gets what waits.',
  body: AgentPatch,
  reply: { 200: AgentView },
  handle: ({ ctx, caller, id, body }) => updateAgent(ctx.core, caller, id, body),
})
