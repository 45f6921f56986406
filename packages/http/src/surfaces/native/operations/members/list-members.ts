import { listMembers as listMembersInCore } from '@dawk/core/tenancy/members/read-members.ts'
import { list } from '#operations/list.ts'
import { MemberView, toMemberView } from './member-view.ts'

export const listMembers = list({
  route: 'GET /members',
  tag: 'Members',
  scope: 'members:read',
  summary: 'List members',
  description: 'In the order in which they joined.',
  item: MemberView,
  read: ({ ctx, accountId }, page) => listMembersInCore(ctx.core, accountId, page),
  view: toMemberView,
})
