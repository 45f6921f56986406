import { readMember } from '@dawk/core/tenancy/members/read-members.ts'
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
  handle: async ({ ctx, accountId, id }) => toMemberView(await readMember(ctx.core, accountId, id)),
})
