import { removeMember as removeMemberInCore } from '@dawk/core/tenancy/members/members.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const removeMember = operation({
  route: 'DELETE /members/:id',
  of: 'member',
  tag: 'Members',
  scope: 'members:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Remove a member',
  description: 'Ends their sessions in this account at once. The last owner stays (409).',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await removeMemberInCore(ctx.core, caller, id)
  },
})
