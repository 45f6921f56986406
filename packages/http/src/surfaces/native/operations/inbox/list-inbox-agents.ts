import { listAgents } from '@dawk/core/engagement/inbox/teams/agents.ts'
import { placedList } from '#operations/list.ts'
import { AgentView } from '../../schemas/inbox-schemas.ts'

export const listInboxAgents = placedList({
  route: 'GET /inbox/agents',
  tag: 'Inbox',
  scope: 'conversations:read',
  summary: 'List agents',
  description: 'Members who have said that they take conversations, and how many they have. All on one page.',
  item: AgentView,
  read: async ({ ctx, caller }) => ({ items: await listAgents(ctx.core, caller), next: null }),
})
