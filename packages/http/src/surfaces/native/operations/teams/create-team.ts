import { createTeam as createTeamInCore } from '@dawk/core/engagement/inbox/teams/teams.ts'
import { operation } from '#operations/operation.ts'
import { NewTeam, TeamView } from '../../schemas/inbox-schemas.ts'

export const createTeam = operation({
  route: 'POST /teams',
  tag: 'Inbox',
  scope: 'members:write',
  refuses: ['conflict'],
  summary: 'Create a team',
  description: 'Members who take care of the same conversations: at most 100 teams for an account.',
  body: NewTeam,
  reply: { 201: TeamView },
  async handle({ ctx, caller, body: { name, memberIds = [] } }) {
    const team = await createTeamInCore(ctx.core, caller, { name, memberIds: memberIds.map((id) => id.toLowerCase()) })
    return { ...team, memberIds: [...team.memberIds] }
  },
})
