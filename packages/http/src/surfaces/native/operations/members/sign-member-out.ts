import { signMemberOut as signMemberOutInCore } from '@dawk/core/tenancy/members/members.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const signMemberOut = operation({
  route: 'DELETE /members/:id/sessions',
  of: 'member',
  tag: 'Members',
  scope: 'members:write',
  refuses: ['not_found'],
  summary: 'Sign a member out',
  description: 'Ends all sessions that the member has in this account, at once.',
  reply: { 200: Type.Object({ ended: Type.Integer() }, { examples: [{ ended: 2 }] }) },
  handle: async ({ ctx, caller, id }) => ({
    ended: await signMemberOutInCore(ctx.core, caller, id),
  }),
})
