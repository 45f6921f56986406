import { listTeams as listTeamsInCore } from '@dawk/core/engagement/inbox/teams/teams.ts'
import { list } from '#operations/list.ts'
import { TeamView } from '../../schemas/inbox-schemas.ts'

export const listTeams = list({
  route: 'GET /teams',
  tag: 'Inbox',
  scope: 'conversations:read',
  summary: 'List teams',
  description: 'In the order in which they were made.',
  item: TeamView,
  read: ({ ctx, caller }, page) => listTeamsInCore(ctx.core, caller, page),
  view: ({ memberIds, ...team }) => ({ ...team, memberIds: [...memberIds] }),
})
