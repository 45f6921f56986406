import { updateTeam as updateTeamInCore } from '@dawk/core/engagement/inbox/teams/teams.ts'
import { operation } from '#operations/operation.ts'
import { TeamPatch, TeamView } from '../../schemas/inbox-schemas.ts'

export const updateTeam = operation({
  route: 'PATCH /teams/:id',
  of: 'team',
  tag: 'Inbox',
  scope: 'members:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Update a team',
  description: 'What is named changes.',
  body: TeamPatch,
  reply: { 200: TeamView },
  async handle({ ctx, caller, id, body: { name, memberIds } }) {
    const team = await updateTeamInCore(ctx.core, caller, id, {
      ...(name !== undefined && { name }),
      ...(memberIds && { memberIds: memberIds.map((one) => one.toLowerCase()) }),
    })
    return { ...team, memberIds: [...team.memberIds] }
  },
})
