import { deleteTeam as deleteTeamInCore } from '@dawk/core/engagement/inbox/teams/teams.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteTeam = operation({
  route: 'DELETE /teams/:id',
  of: 'team',
  tag: 'Inbox',
  scope: 'members:write',
  refuses: ['not_found'],
  summary: 'Delete a team',
  description: 'Its conversations are of no team any more.',
  reply: { 204: Type.Null() },
  handle: ({ ctx, caller, id }) => deleteTeamInCore(ctx.core, caller, id),
})
