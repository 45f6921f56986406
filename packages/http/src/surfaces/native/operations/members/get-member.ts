import { getMember as getMemberInCore } from '@dawk/core/tenancy/members/members.ts'
import { operation } from '#operations/operation.ts'
import { MemberView, toMemberView } from './member-view.ts'

export const getMember = operation({
  route: 'GET /members/:id',
  of: 'member',
  tag: 'Members',
  scope: 'members:read',
  refuses: ['not_found'],
  summary: 'Get a member',
  description: 'By its id.',
  reply: { 200: MemberView },
  handle: async ({ ctx, caller, id }) => toMemberView(await getMemberInCore(ctx.core, caller, id)),
})
